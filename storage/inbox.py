"""The inbox: what came in, raw and in order, until a turn has dealt with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, null, select, update

from storage.database import Database
from storage.schema import conversations, inbox
from storage.statements import Statement, among, insert_new
from storage.texts import pack, unpack
from storage.times import micros, moment


@dataclass(frozen=True, slots=True)
class Received:
    """One piece of input as it came; `update_id` is unique for its bot."""

    update_id: int
    conversation: str
    raw: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One piece of input whose turn it is; `attempts` counts turns on it that failed before."""

    id: int
    bot: str
    update_id: int
    conversation: str
    raw: str
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A piece of input that made no sense, or whose turn failed, with the reason."""

    item: InboxItem
    why: str


_ITEM = (
    inbox.c.id,
    inbox.c.bot,
    inbox.c.update_id,
    inbox.c.conversation,
    inbox.c.raw,
    inbox.c.received_at,
    inbox.c.attempts,
)
_MEET = insert_new(conversations, "key")
_RECEIVE = insert_new(inbox, "bot", "update_id", "conversation", "raw", "received_at")
_waiting = (
    select(inbox.c.id, inbox.c.conversation)
    .where(inbox.c.state == "pending")
    .order_by(inbox.c.id)
    .limit(bindparam("waiting", type_=BigInteger))
    .subquery()
)
_first = (
    select(_waiting.c.conversation, func.min(_waiting.c.id).label("id")).group_by(_waiting.c.conversation).subquery()
)
#: Locks the conversations that have waited longest and are nobody else's, and reads their sessions on the way.
_LOCK = Statement(
    select(conversations.c.key, conversations.c.session)
    .join(_first, _first.c.conversation == conversations.c.key)
    .order_by(_first.c.id)
    .limit(bindparam("most", type_=BigInteger))
    .with_for_update(skip_locked=True, of=conversations)
)
_TAKE = Statement(
    select(*_ITEM)
    .where(inbox.c.state == "pending", among(inbox.c.conversation, "locked"))
    .order_by(inbox.c.id)
    .limit(bindparam("most", type_=BigInteger))
)
_TAKE_ALONE = Statement(
    select(*_ITEM, conversations.c.session)
    .join(conversations, conversations.c.key == inbox.c.conversation)
    .where(inbox.c.state == "pending")
    .order_by(inbox.c.id)
    .limit(bindparam("most", type_=BigInteger))
)
_DONE = Statement(
    update(inbox).where(among(inbox.c.id, "ids", BigInteger())).values(state="done", settled_at=bindparam("at"))
)
_FAILED = Statement(update(inbox).where(among(inbox.c.id, "ids", BigInteger())).values(attempts=inbox.c.attempts + 1))
_QUARANTINE = Statement(
    update(inbox)
    .where(inbox.c.id == bindparam("item"))
    .values(state="quarantined", why=bindparam("reason"), settled_at=bindparam("at"), attempts=inbox.c.attempts + 1)
)
#: How the raw text begins of what is due by a timer, or was learnt by sending; as a pattern.
OURS = '{"timer":%'
_FAILED_OURS = Statement(
    select(func.count()).select_from(inbox).where(inbox.c.state == "quarantined", inbox.c.raw.like(bindparam("ours")))
)
_QUARANTINED = Statement(
    select(*_ITEM, inbox.c.why)
    .where(inbox.c.state == "quarantined")
    .order_by(inbox.c.id.desc())
    .limit(bindparam("most", type_=BigInteger))
)
_RELEASE = Statement(
    update(inbox)
    .where(inbox.c.id == bindparam("item"), inbox.c.state == "quarantined")
    .values(state="pending", why=null(), settled_at=null())
)


_NEWEST = Statement(select(inbox.c.received_at).where(inbox.c.id == select(func.max(inbox.c.id)).scalar_subquery()))
_CAME_BY = Statement(
    update(inbox).where(inbox.c.received_at > bindparam("at")).values(received_at=bindparam("at", type_=BigInteger))
)


def receive(database: Database, bot: str, updates: Sequence[Received]) -> int:
    """Inside a transaction: keeps what came in, leaving out what came before; returns how many were new."""
    database.write_all(_MEET, [{"key": key} for key in {update.conversation: None for update in updates}])
    return database.write_all(_RECEIVE, [_row(bot, update) for update in updates])


def take(database: Database, limit: int) -> tuple[list[InboxItem], dict[str, str | None]]:
    """Inside a transaction: what waits, in order, and the JSON of its conversations' sessions.

    Where several processes share a database each conversation is locked first and its items are a beginning of what
    it has waiting, so that order survives: what is not taken now is taken later only under the same lock.
    """
    if not database.shared:
        rows = database.read(_TAKE_ALONE, most=limit)
        return [_item(row) for row in rows], {row[3]: row[7] for row in rows}
    while True:
        sessions = {row[0]: row[1] for row in database.read(_LOCK, waiting=max(200, limit * 4), most=limit)}
        if not sessions:
            return [], {}
        rows = database.read(_TAKE, locked=database.many(sessions), most=limit)
        if rows:  # else another process dealt with them between our two questions
            return [_item(row) for row in rows], sessions


def settle(
    database: Database, done: Collection[int], failed: Collection[int], quarantined: dict[int, str], at: int
) -> None:
    """Inside a transaction: marks what has been dealt with."""
    if done:
        database.write(_DONE, ids=database.many(done), at=at)
    if failed:
        database.write(_FAILED, ids=database.many(failed))
    database.write_all(
        _QUARANTINE, [{"item": item, "reason": pack(why), "at": at} for item, why in quarantined.items()]
    )


def newest(database: Database) -> datetime | None:
    """When what came in last did."""
    row = database.first(_NEWEST)
    return None if row is None else moment(row[0])


def came_by(database: Database, at: int) -> None:
    """Inside a transaction: what came in by a clock that was ahead came by this moment."""
    database.write(_CAME_BY, at=at)


def quarantined(database: Database, limit: int) -> list[Quarantined]:
    """What lies in quarantine, newest first."""
    return [Quarantined(_item(row), unpack(row[7])) for row in database.read(_QUARANTINED, most=limit)]


def failed_ours(database: Database) -> int:
    """How much of what Muster was to do by itself lies in quarantine."""
    row = database.first(_FAILED_OURS, ours=OURS)
    return 0 if row is None else int(row[0])


def release(database: Database, item: int) -> bool:
    """Inside a transaction: gives a quarantined item another turn."""
    return database.write(_RELEASE, item=item) == 1


def _row(bot: str, update: Received) -> dict[str, object]:
    return {
        "bot": bot,
        "update_id": update.update_id,
        "conversation": update.conversation,
        "raw": pack(update.raw),
        "received_at": micros(update.received_at),
    }


def _item(row: tuple[object, ...]) -> InboxItem:
    id_, bot, update_id, conversation, raw, received_at, attempts = row[:7]
    return InboxItem(id_, bot, update_id, conversation, unpack(raw), moment(received_at), attempts)  # type: ignore[arg-type]
