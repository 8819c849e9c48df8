"""What was agreed in chat about duty rosters."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from handlers.shifts import Override
from storage.database import Database, Row, Values
from storage.schema import overrides
from storage.statements import Statement, insert_new
from storage.times import micros, moment

_COLUMNS = ("id", "group_id", "staff", "instead_of", "since", "until", "made_by")
_ALL = Statement(select(*(overrides.c[name] for name in _COLUMNS)).order_by(overrides.c.seq))
_KEEP = insert_new(overrides, *_COLUMNS, "made_at")
OVER = Statement(delete(overrides).where(overrides.c.until < bindparam("before")))


def all_kept(database: Database) -> tuple[Override, ...]:
    """All of them, in the order they were made."""
    rows = database.read(_ALL)
    return tuple(map(_override_of, rows))


def keep(database: Database, agreed: Sequence[Override], now: int) -> None:
    """Inside a transaction: writes new ones."""
    database.write_all(_KEEP, [_row(override, now) for override in agreed])


def _override_of(row: Row) -> Override:
    override, group, staff, instead_of, since, until, made_by = row
    return Override(override, group, staff, instead_of, moment(since), moment(until), made_by)


def _row(override: Override, now: int) -> Values:
    return {
        "id": override.id,
        "group_id": override.group,
        "staff": override.staff,
        "instead_of": override.instead_of,
        "since": micros(override.since),
        "until": micros(override.until),
        "made_by": override.made_by,
        "made_at": now,
    }
