"""What a conversation remembers between two turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from handlers.cases import Run
from playbooks.model import Kind

#: Where somebody stands who works on the checklist: it is a message of its own, which the desk keeps.
AT_WORK: Final = "*checklist"

How = Literal["tapped", "typed", "shared", "default", "prefilled"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An accepted answer; `value` is as its question type's docstring says, None when skipped."""

    value: Any
    at: datetime
    how: How = "typed"
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that was replaced or became void, kept for the timeline."""

    path: str
    before: Any
    after: Any
    at: datetime


@dataclass(frozen=True, slots=True)
class Frame:
    """One conversation from one playbook edition. `id` is also the id of the case it opens.

    Answers are keyed by path: `category`, or `injured.0.name` inside a repeated group.
    """

    id: str
    kind: Kind
    playbook: str
    edition: str  # content hash; the session stays on it whatever is published meanwhile
    started_at: datetime
    run: Run = Run.REAL
    site: str | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    submitted: bool = False  # the review was confirmed; an emergency counts as submitted from the start
    # Where it stands.  The engine's own; nobody else reads below this line.
    at: str | None = None  # path of the live question; None: the review; AT_WORK
    state: dict[str, Any] = field(default_factory=dict)  # JSON; small things the live question needs (page, guess, …)
    deferred: bool = False  # the checklist was opened before the questions were through
    loose: tuple[dict[str, Any], ...] = ()  # media that came before the evidence question they wait for
    amending: bool = False  # its case was reported and over with; it is open again only for its answers to be changed
    said: str = ""  # the words it was found by: what the person wrote before they chose this playbook
    same: str | None = None  # id of somebody's open case that this is about, too
    about: str | None = None  # id of the case that a form (`playbooks.forms`) is about: it opens none of its own

    @property
    def case(self) -> str:
        """The id of the case that its answers go to. A complaint has its own, whatever else it is about."""
        return self.id if self.same is None or self.kind is Kind.COMPLAINT else self.same


@dataclass(frozen=True, slots=True)
class LastTap:
    """The last button that changed something, so that a second tap on it gets the same result."""

    render: int
    action: str
    toast: str


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation: at most one live frame (the last), those it interrupted beneath, and drafts set aside."""

    tag: str  # short random name; stands on every button so that another session's buttons are told apart
    frames: tuple[Frame, ...] = ()
    drafts: tuple[Frame, ...] = ()
    render: int = 0  # number of the last prompt drawn
    last_tap: LastTap | None = None
    last_event_at: datetime | None = None
    reminded: bool = False
    wake_at: datetime | None = None  # when the pending idle timer comes, as far as we know
    #: The desk's own small things (JSON): whose note comes next, when a stranger was last answered.
    desk: dict[str, Any] = field(default_factory=dict)

    @property
    def live(self) -> Frame | None:
        """The frame that is being answered, if any."""
        return self.frames[-1] if self.frames else None
