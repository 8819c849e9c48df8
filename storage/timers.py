"""Timers: what is to happen to a conversation later. When due they become inbox rows, like all input."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, or_, select, update

from handlers.ports import Timer
from storage import inbox
from storage.database import Database
from storage.inbox import Received
from storage.schema import timers
from storage.statements import Statement, among, upsert
from storage.texts import from_json, to_json
from storage.times import micros, micros_or_none, moment, moment_or_none

_SET = upsert(timers, "key", "conversation", "due", "kind", "data", "drill", "shown")
_HASTEN = upsert(
    timers, "key", "conversation", "due", "kind", "data", "drill", "shown", keep=("conversation", "kind", "data")
)
_CANCEL = Statement(delete(timers).where(among(timers.c.key, "keys")))
_BRING_FORWARD = Statement(
    update(timers)
    .where(or_(timers.c.kind == "case", timers.c.kind == "update"))  # the others wait for a time of day
    .where(timers.c.drill.is_(None))  # or read a clock of their own
    .values(due=timers.c.due - bindparam("by", type_=BigInteger))
)
_NEXT = Statement(select(func.min(timers.c.due)))
_DUE = Statement(
    select(timers.c.key, timers.c.conversation, timers.c.due, timers.c.kind, timers.c.data, timers.c.drill)
    .where(timers.c.due <= bindparam("now"))
    .order_by(timers.c.due, timers.c.key)
    .limit(bindparam("most", type_=BigInteger))
    .with_for_update(skip_locked=True)
)


def change(database: Database, changes: dict[str, Timer | None]) -> None:
    """Inside a transaction: sets timers, or cancels those that are None."""
    cancelled = [key for key, timer in changes.items() if timer is None]
    if cancelled:
        database.write(_CANCEL, keys=database.many(cancelled))
    database.write_all(_SET, [_row(timer) for timer in changes.values() if timer is not None])


def hasten(database: Database, given: Iterable[Timer]) -> None:
    """Inside a transaction: sets timers; those that are set already keep what they say, and are due then."""
    database.write_all(_HASTEN, [_row(timer) for timer in given])


def bring_forward(database: Database, by: timedelta) -> None:
    """Inside a transaction: the clock was set back by so much, and cases wait no longer for that."""
    database.write(_BRING_FORWARD, by=by // timedelta(microseconds=1))


def fire(database: Database, now: datetime, limit: int, new_id: Callable[[], str]) -> int:
    """Inside a transaction: turns due timers into inbox rows; returns how many."""
    rows = database.read(_DUE, now=micros(now), most=limit)
    by_bot: dict[str, list[Received]] = {}
    for row in rows:
        by_bot.setdefault(row[1].partition(":")[0], []).append(_received(row, now, new_id()))
    for bot, received in by_bot.items():
        inbox.receive(database, bot, received)
    if rows:
        database.write(_CANCEL, keys=database.many([row[0] for row in rows]))
    return len(rows)


def next_due(database: Database) -> datetime | None:
    """When the next timer is due."""
    row = database.first(_NEXT)
    return None if row is None else moment_or_none(row[0])


def _row(timer: Timer) -> dict[str, Any]:
    return {
        "key": timer.key,
        "conversation": timer.conversation,
        "due": micros(timer.due),
        "kind": timer.kind,
        "data": to_json(timer.data),
        "drill": timer.drill,
        "shown": micros_or_none(timer.shown),
    }


def _received(row: tuple[Any, ...], now: datetime, fresh: str) -> Received:
    key, conversation, due, kind, data, drill = row
    raw = {"timer": key, "kind": kind, "data": from_json(data), "due": moment(due).isoformat()}
    if drill is not None:
        raw["drill"] = drill
    return Received(_number(fresh), conversation, to_json(raw), now)


def _number(fresh: str) -> int:
    """A number no update has: platforms count upwards from 1, so ours are below 0."""
    return -1 - int.from_bytes(hashlib.sha256(fresh.encode()).digest()[:7])
