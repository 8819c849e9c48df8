"""The entries of timelines: read in order, written as they were linked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select

from handlers.cases import Entry
from storage.database import Database
from storage.schema import timeline
from storage.statements import Statement
from storage.texts import from_json, to_json
from storage.times import micros, moment

ENTRIES = Statement(
    select(
        timeline.c.sequence,
        timeline.c.at,
        timeline.c.kind,
        timeline.c.actor,
        timeline.c.data,
        timeline.c.previous,
        timeline.c.hash,
    )
    .where(timeline.c.case_id == bindparam("of_case"))
    .order_by(timeline.c.sequence)
)
APPEND = Statement(insert(timeline), ("case_id", "sequence", "at", "kind", "actor", "data", "previous", "hash"))


def entries_of(database: Database, case_id: str) -> list[Entry]:
    """A case's timeline, from the first entry on."""
    rows = database.read(ENTRIES, of_case=case_id)
    return [Entry(row[0], moment(row[1]), row[2], row[3], from_json(row[4]), row[5], row[6]) for row in rows]


def entry_row(case_id: str, entry: Entry) -> dict[str, Any]:
    """An entry of a timeline as a row."""
    return {
        "case_id": case_id,
        "sequence": entry.sequence,
        "at": micros(entry.at),
        "kind": entry.kind,
        "actor": entry.actor,
        "data": to_json(entry.data),
        "previous": entry.previous,
        "hash": entry.hash,
    }
