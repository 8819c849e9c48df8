"""The phrases by which an organisation finds playbooks beside their own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from handlers.aliases import Alias, AliasState
from storage.database import Database, Row, Values
from storage.schema import aliases
from storage.statements import Statement, upsert
from storage.texts import pack, unpack
from storage.times import micros, moment

_COLUMNS = ("id", "text", "entry", "state", "proposed_at", "settled_by")
_ALL = Statement(select(*(aliases.c[name] for name in _COLUMNS)).order_by(aliases.c.proposed_at, aliases.c.id))
_KEEP = upsert(aliases, *_COLUMNS)


def all_kept(database: Database) -> tuple[Alias, ...]:
    """All of them, in the order they were proposed."""
    return tuple(map(_alias_of, database.read(_ALL)))


def keep(database: Database, changed: Iterable[Alias]) -> None:
    """Inside a transaction: writes new and settled ones."""
    database.write_all(_KEEP, [_row(alias) for alias in changed])


def _alias_of(row: Row) -> Alias:
    _, text, entry, state, proposed_at, settled_by = row
    return Alias(unpack(text), entry, moment(proposed_at), AliasState(state), settled_by)


def _row(alias: Alias) -> Values:
    return {
        "id": alias.id,
        "text": pack(alias.text),
        "entry": alias.entry,
        "state": alias.state.value,
        "proposed_at": micros(alias.proposed_at),
        "settled_by": alias.settled_by,
    }
