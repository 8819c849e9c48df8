"""What a case remembers of its roll calls, and what is known of each person who was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from handlers.checklist.live import Copy
from handlers.delivery import NoticeState


class CallKind(StrEnum):
    ROLL = "roll"  # “are you safe?”
    WORD = "word"  # a message to everybody at a site


class Said(StrEnum):
    """What somebody said of themselves, or a warden of them."""

    SAFE = "safe"
    HELP = "help"
    AWAY = "away"  # a warden knows that they are not at the site
    READ = "read"  # of a message to everybody


@dataclass(frozen=True, slots=True)
class Visitors:
    """How many guests stand at the muster point, and of how many, where that is known."""

    counted: int
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One roll call, or one message to everybody, of a case; `number` counts from 1 and stands on its buttons.

    `boards` are the messages that show its count.  `row` is the step of the checklist it was begun from.
    """

    number: int
    kind: CallKind
    site: str | None
    by: str | None  # a staff id; None: a level of the playbook began it
    began: datetime
    asked: int
    text: str = ""
    row: str | None = None
    boards: tuple[Copy, ...] = ()
    visitors: Visitors | None = None
    reminded_at: datetime | None = None
    listed_at: datetime | None = None  # when the missing were brought to whoever leads
    complete_at: datetime | None = None  # when nobody was missing any more
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def board_of(self, staff: str) -> Copy | None:
        """The board that somebody has."""
        return next((board for board in self.boards if board.staff == staff), None)

    def board_in(self, bot: str, chat: int) -> Copy | None:
        """The board that is in a chat."""
        return next((board for board in self.boards if (board.bot, board.chat) == (bot, chat)), None)

    def with_board(self, board: Copy) -> Call:
        """With `board` in the place of the one in the same chat."""
        others = tuple(one for one in self.boards if one.chat != board.chat)
        return replace(self, boards=(*others, board))


#: The position of somebody who was not asked; those who were are counted from 1.
NOT_ASKED = 0


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person of a call: by which notice they were asked (None: they have no account), and what is known of them.

    `at` is when it was said, on the platform's clock, `by` who said it.  `noted_at` is the `at` that the timeline
    knows already; `state` is how the notice stands, and is only read.
    """

    staff: str
    position: int
    notice: str | None = None
    off_shift: bool = False
    said: Said | None = None
    at: datetime | None = None
    by: str | None = None
    place: dict[str, Any] | None = None
    words: str = ""
    helper: str | None = None  # who is on the way to them
    noted_at: datetime | None = None
    state: NoticeState | None = None

    @property
    def is_news(self) -> bool:
        """Whether the timeline does not know yet what was said last."""
        return self.at is not None and self.at != self.noted_at

    @property
    def is_reachable(self) -> bool:
        """Whether the question is with them, or on its way."""
        return self.notice is not None and self.state not in (NoticeState.DEAD, NoticeState.DROPPED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Everybody who was asked, by how they stand; those who need help in the order in which they said so."""

    safe: tuple[RollLine, ...] = ()
    help: tuple[RollLine, ...] = ()
    away: tuple[RollLine, ...] = ()
    read: tuple[RollLine, ...] = ()
    waiting: tuple[RollLine, ...] = ()
    unreachable: tuple[RollLine, ...] = field(default=())

    @property
    def missing(self) -> tuple[RollLine, ...]:
        """Of whom nothing is known: those who did not answer, then those who could not be asked here."""
        return (*self.waiting, *self.unreachable)


def tally(lines: Iterable[RollLine]) -> Tally:
    """Counts. Who is off shift comes last among those who did not answer: others are likelier to be in danger."""
    by: dict[str, list[RollLine]] = {}
    for line in sorted(lines, key=lambda line: line.position):
        by.setdefault(_standing(line), []).append(line)
    waiting = sorted(by.get("waiting", ()), key=lambda line: line.off_shift)
    asking = sorted(by.get(Said.HELP, ()), key=lambda line: (line.at is None, line.at))
    return Tally(
        safe=tuple(by.get(Said.SAFE, ())),
        help=tuple(asking),
        away=tuple(by.get(Said.AWAY, ())),
        read=tuple(by.get(Said.READ, ())),
        waiting=tuple(waiting),
        unreachable=tuple(by.get("unreachable", ())),
    )


def _standing(line: RollLine) -> str:
    if line.said is not None:
        return line.said.value
    return "waiting" if line.is_reachable else "unreachable"


def call_of(calls: Iterable[Call], number: int) -> Call | None:
    """The call with this number."""
    return next((call for call in calls if call.number == number), None)


def open_roll(calls: Iterable[Call]) -> Call | None:
    """The roll call that goes on, if one does."""
    return next((call for call in calls if call.kind is CallKind.ROLL and call.is_open), None)


def with_call(calls: tuple[Call, ...], changed: Call) -> tuple[Call, ...]:
    """The calls with `changed` in the place of the one with its number."""
    others = [call for call in calls if call.number != changed.number]
    return tuple(sorted((*others, changed), key=lambda call: call.number))
