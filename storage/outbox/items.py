"""A notice in the outbox, and what comes of it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.delivery import Notice, NoticeState
from handlers.messages import Message
from storage.codec.notices import COLUMNS, notice_of
from storage.database import Row
from storage.schema import notices
from storage.texts import unpack
from storage.times import moment


@dataclass(frozen=True, slots=True)
class Queued:
    """A notice that was just committed; `claimed`: it is this process's to send, else it waits in the outbox."""

    notice: Notice
    claimed: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a claimed notice: SENT, DEAD (with `why`), DROPPED, or QUEUED again, not before `not_before`."""

    notice_id: str
    state: NoticeState
    reference: int | None = None
    why: str | None = None
    attempts: int = 0
    not_before: datetime | None = None
    message: Message | None = None  # new words for the next try
    anew: bool = False  # the next try sends a message of its own instead of an edit
    alone: bool = False  # the next try shares its message with no others
    bundle: str | None = None  # the id of the first of those that it went out with, in one message
    lost: Notice | None = None  # kept as dead beside it, for the same reason: what it goes on without


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A notice with how it stands."""

    notice: Notice
    state: NoticeState
    attempts: int
    queued_at: datetime
    reference: int | None = None
    why: str | None = None
    owner: str | None = None


_ROW = tuple(notices.c[name] for name in COLUMNS)
ITEM = (
    *_ROW,
    notices.c.state,
    notices.c.attempts,
    notices.c.queued_at,
    notices.c.reference,
    notices.c.why,
    notices.c.owner,
    notices.c.seq,
)


def item_of(row: Row) -> OutboxItem:
    state, attempts, queued_at, reference, why, owner = row[len(COLUMNS) : len(COLUMNS) + 6]
    return OutboxItem(
        notice_of(row),
        NoticeState(state),
        attempts,
        moment(queued_at),
        reference,
        None if why is None else unpack(why),
        owner,
    )
