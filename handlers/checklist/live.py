"""What a case remembers of its checklist: the board, and who has a message of it, showing what.

The timeline says everything that is on the board again; it is kept here so that no turn has to read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.checklist.board import Board


@dataclass(frozen=True, slots=True)
class Copy:
    """One message of the checklist: the notice it began as, in whose hands (None: a group's chat), and what it shows.

    `view` is empty for the main page, else as `handlers.checklist.showing` names pages; `drawn` tells whether what
    would be drawn now is what was drawn last.
    """

    notice: str
    bot: str
    chat: int
    staff: str | None
    view: str = ""
    drawn: str = ""
    drawn_at: datetime | None = None
    questions: bool = False  # theirs wait for an answer


@dataclass(frozen=True, slots=True)
class Checklist:
    """`began` is what times count from. `told` is how often each overdue row was brought to somebody's attention.

    `wake` is when its timer is set for; `report_due` when the next situation report is asked for; `over`: what was to
    be done at once is settled, and whoever reported it has heard the last words.
    """

    began: datetime
    board: Board = field(default_factory=Board)
    copies: tuple[Copy, ...] = ()
    told: dict[str, int] = field(default_factory=dict)
    moved_at: datetime | None = None  # when somebody last said something about a row
    wake: datetime | None = None
    report_due: datetime | None = None
    over: bool = False
    carded: str = ""  # what the cards say of it, and since when
    carded_at: datetime | None = None

    def copy_of(self, staff: str) -> Copy | None:
        """The message that somebody has."""
        return next((copy for copy in self.copies if copy.staff == staff), None)

    def copy_in(self, bot: str, chat: int) -> Copy | None:
        """The message that is in a chat."""
        return next((copy for copy in self.copies if (copy.bot, copy.chat) == (bot, chat)), None)

    def with_copy(self, changed: Copy) -> Checklist:
        """With `changed` in the place of the copy in the same hands, or chat."""
        others = tuple(copy for copy in self.copies if not _same(copy, changed))
        return replace(self, copies=(*others, changed))


def _same(one: Copy, other: Copy) -> bool:
    if one.staff is not None or other.staff is not None:
        return one.staff == other.staff
    return (one.bot, one.chat) == (other.bot, other.chat)
