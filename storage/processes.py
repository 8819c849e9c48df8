"""The processes that work on this database: who is alive, by when they were last heard of."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from storage.database import Database
from storage.schema import processes
from storage.statements import Statement, upsert
from storage.times import micros

#: A process that has not been heard of for so long is taken for dead.
SILENCE = timedelta(seconds=30)

#: The owners that are alive, inside another statement; `heard_since` is for it to give.
ALIVE = select(processes.c.owner).where(processes.c.seen_at > bindparam("heard_since"))

_BEAT = upsert(processes, "owner", "seen_at")
_COUNT = Statement(select(func.count()).select_from(processes).where(processes.c.seen_at > bindparam("heard_since")))
_LEAVE = Statement(delete(processes).where(processes.c.owner == bindparam("me")))


def beat(database: Database, me: str, now: datetime) -> int:
    """Inside a transaction: says that this process is alive, and counts those that are."""
    database.write(_BEAT, owner=me, seen_at=micros(now))
    row = database.first(_COUNT, heard_since=heard_since(now)) if database.shared else None
    return row[0] if row is not None else 1


def leave(database: Database, me: str) -> None:
    """Inside a transaction: this process is about to end."""
    database.write(_LEAVE, me=me)


def heard_since(now: datetime) -> int:
    """Who was last heard of before that is dead."""
    return micros(now - SILENCE)
