"""Sending: what is to go out, what can come of it, and what to do then.

Results are the channel's to report; what follows from one is `decide`, a plain function.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

from handlers.messages import Button, Message

#: What the keys of checklists' messages begin with: an edit of one that is gone is not sent as a message of its own.
LIVE: Final = "live:"


class Lane(IntEnum):
    """Which queue a notice waits in; a lower lane is always served first."""

    URGENT = 0  # emergencies
    ALERT = 1  # cards of other cases
    PROMPT = 2  # replies inside a conversation
    ROUTINE = 3  # everything else


class NoticeState(StrEnum):
    QUEUED = "queued"  # waits for its turn
    SENDING = "sending"  # claimed by a process; if that process died, what came of it is unknown
    SENT = "sent"
    DEAD = "dead"  # given up, with the reason kept
    DROPPED = "dropped"  # overtaken by a later notice with the same key before it was sent


@dataclass(frozen=True, slots=True)
class Brief:
    """A notice in one line, and the button that leads to what it is about."""

    line: str
    link: Button | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One message on its way to one chat, worded and final.

    `edits` names an earlier notice whose message this one replaces; `edits_message` a platform message (the one
    somebody just tapped).  A queued notice is overtaken by a later one with the same `key`.
    """

    id: str
    bot: str
    chat: int
    message: Message
    lane: Lane = Lane.PROMPT
    edits: str | None = None
    edits_message: int | None = None
    reply_to: str | None = None  # id of an earlier notice (sent as a reply to it, when its message is known)
    case: str | None = None  # replies to it are notes on this case
    card: bool = False  # a live copy of the case's alert card, to be edited as the case goes on
    staff: str | None = None  # whom it is for, when it is for one person
    key: str | None = None
    critical: bool = False  # when unsure whether it arrived, send again, marked
    not_before: datetime | None = None
    language: str = "en"  # of the reader: what is added on the way out (“possible repeat”) is worded in it
    brief: Brief | None = None  # small news: may share a message with others (`handlers.bundling`)
    drill: str | None = None  # id of the run it belongs to: it is marked, and goes to nobody off that run's list


#: How the names begin by which the outbox knows outside channels.
OUTSIDE = "outside-"


def tells(notice: Notice) -> bool:
    """Whether this is how somebody is told of a case: its card, or anything to an outside channel. Kept as proof."""
    return notice.card or (notice.case is not None and notice.bot.startswith(OUTSIDE))


@dataclass(frozen=True, slots=True)
class Told:
    """A notice by which somebody was told of a case, and what came of it; `settled_at` is when that was known."""

    notice: str
    bot: str
    chat: int
    staff: str | None
    state: NoticeState
    queued_at: datetime
    settled_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy of a card stands, so that it can be edited."""

    notice: str
    bot: str
    chat: int
    staff: str | None
    state: NoticeState
    reference: int | None  # the platform's message number once sent


@dataclass(frozen=True, slots=True)
class Sent:
    reference: int | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The message already says this."""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked or never started the bot, or the bot is not in the group."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group is a supergroup now, at chat number `to`."""

    to: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """The platform will never take this message."""

    why: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """It certainly did not arrive (refused connection, 5xx before acceptance); safe to try again."""

    why: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may or may not have arrived (cut off after it was handed over)."""

    why: str


SendResult = Sent | NotModified | RetryAfter | Blocked | Migrated | Rejected | NotSent | Uncertain
