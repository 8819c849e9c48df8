"""What goes into a turn besides the event, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.engine.session import Frame, Session
from handlers.limits import DEFAULT_LIMITS, Limits
from handlers.messages import Message
from handlers.people import Directory, Staff
from handlers.ports import Editions


@dataclass(frozen=True, slots=True)
class Alike:
    """An open case (by id) that may be about the same matter; `words` describe it to whoever is reporting."""

    case: str
    words: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who is talking, in what organisation, with which playbooks, when."""

    staff: Staff
    directory: Directory
    editions: Editions
    now: datetime  # aware, UTC
    timezone: ZoneInfo  # of the organisation: how times are read and shown
    new_id: Callable[[], str]
    limits: Limits = DEFAULT_LIMITS
    alike: Callable[[Frame], Alike | None] | None = (
        None  # finds a case that a report may belong to, before it is sent
    )


@dataclass(frozen=True, slots=True)
class Draw:
    """The live prompt. `replaces`: it may take the place of the message that was tapped.

    `amends`: nothing new is asked (one more photo of an album came), so it may take the place of the prompt before.
    """

    message: Message
    replaces: bool = False
    amends: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """Something said besides the live prompt."""

    message: Message


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap: a line that fades, or with `alert` one that must be closed. At most 200 characters."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """A frame was begun; an emergency raises its alarm now."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer was accepted or corrected (`before` is then what it replaces; `value` None: it became void)."""

    frame: Frame
    path: str
    value: Any
    before: Any = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class AtWork:
    """They work on the checklist now. `arrived`: they just came to it, or want to see it again."""

    frame: Frame
    arrived: bool = True


@dataclass(frozen=True, slots=True)
class Handed:
    """What they just sent is for the checklist."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A file came that nothing here asks for, though the case is open already: it is for the case."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Submitted:
    """A complaint or incident was confirmed on its review screen: open its case, tell its groups."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Finished:
    """The frame is over (its checklist too) and has left the session."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Amended:
    """A case's answers are no longer open to change, and the frame has left the session; what was accepted stays."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The frame was given up by the person and has left the session; an emergency's case is withdrawn."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class Drafted:
    """The frame was set aside (by /pause, or after long silence) and can be taken up again."""

    frame: Frame
    idle: bool


@dataclass(frozen=True, slots=True)
class Wake:
    """Send the conversation an `Elapsed(kind="idle")` at `due`; replaces any earlier one."""

    due: datetime


Effect = (
    Draw
    | Tell
    | Toast
    | Started
    | Answered
    | AtWork
    | Handed
    | Unclaimed
    | Submitted
    | Finished
    | Amended
    | Cancelled
    | Drafted
    | Wake
)


@dataclass(frozen=True, slots=True)
class Turn:
    """The session as it now stands, and what should happen, in order."""

    session: Session
    effects: tuple[Effect, ...] = ()
