"""Runs of scenarios: their logs, append-only and hash-chained, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Boolean, bindparam, insert, select, text, update

from handlers.cases import Entry
from handlers.drills.folding import read_run
from handlers.drills.results import Result, result_of
from handlers.drills.standing import Standing, State
from storage.chain import Head
from storage.database import Database
from storage.schema import drill_log, drill_results, drills, timers
from storage.statements import Statement, upsert
from storage.texts import from_json, to_json
from storage.timelines import entry_row
from storage.times import micros, moment

_LOG = ("sequence", "at", "kind", "actor", "data", "previous", "hash")
_HEAD = Statement(select(drills.c.entries, drills.c.head).where(drills.c.id == bindparam("wanted")).with_for_update())
_ENTRIES = Statement(
    select(*(drill_log.c[name] for name in _LOG))
    .where(drill_log.c.drill_id == bindparam("of_drill"))
    .order_by(drill_log.c.sequence)
)
_APPEND = Statement(insert(drill_log), ("drill_id", *_LOG))
_MAKE = upsert(drills, "id", "number", "standing", "open", "entries", "head", keep=("number", "standing", "open"))
_STANDING = Statement(
    update(drills)
    .where(drills.c.id == bindparam("which"))
    .values(standing=bindparam("stands"), open=bindparam("still", type_=Boolean))
)
_OPEN = Statement(select(drills.c.standing).where(text("open")).order_by(drills.c.id))
_ALL = Statement(select(drills.c.id, drills.c.number, drills.c.standing).order_by(drills.c.number.desc()))
_NUMBERED = Statement(select(drills.c.id).where(drills.c.number == bindparam("wanted")))
_TIMERS = Statement(
    select(timers.c.key, timers.c.conversation, timers.c.kind, timers.c.data, timers.c.shown)
    .where(timers.c.drill == bindparam("of_drill"), timers.c.drill.is_not(None))
    .with_for_update()
)

_RESULTS = Statement(select(drill_results.c.data).order_by(drill_results.c.ended_at, drill_results.c.drill_id))
_KEEP_RESULT = upsert(drill_results, "drill_id", "ended_at", "data")

_standing: TypeAdapter[Standing] = TypeAdapter(Standing)
_result: TypeAdapter[Result] = TypeAdapter(Result)


def head_of(database: Database, drill_id: str) -> Head:
    """Where a run's log ends; locks it."""
    row = database.first(_HEAD, wanted=drill_id)
    return Head() if row is None else Head(row[0], row[1])


def entries_of(database: Database, drill_id: str) -> list[Entry]:
    """A run's log, from the first entry on."""
    rows = database.read(_ENTRIES, of_drill=drill_id)
    return [Entry(row[0], moment(row[1]), row[2], row[3], from_json(row[4]), row[5], row[6]) for row in rows]


def all_open(database: Database) -> tuple[Standing, ...]:
    """How every run stands that is not closed."""
    return tuple(_standing.validate_json(row[0]) for row in database.read(_OPEN))


def all_runs(database: Database) -> list[tuple[str, str, Standing]]:
    """Id, number and standing of every run there ever was, newest first."""
    return [(row[0], row[1], _standing.validate_json(row[2])) for row in database.read(_ALL)]


def id_of(database: Database, number: str) -> str | None:
    """The id of the run with this number."""
    row = database.first(_NUMBERED, wanted=number)
    return None if row is None else str(row[0])


def timers_of(database: Database, drill_id: str) -> list[tuple[Any, ...]]:
    """Key, conversation, kind, data and the exercise time of each timer of a run."""
    rows = database.read(_TIMERS, of_drill=drill_id)
    return [(row[0], row[1], row[2], from_json(row[3]), moment(row[4])) for row in rows]


def all_results(database: Database) -> list[Result]:
    """What came of every finished run, the oldest first."""
    return [_result.validate_json(row[0]) for row in database.read(_RESULTS)]


# inside a transaction


def keep_results(database: Database, results: Iterable[Result]) -> None:
    """Writes what came of runs, in place of what was known of them."""
    database.write_all(_KEEP_RESULT, [result_row(result) for result in results])


def rebuild_results(database: Database) -> int:
    """Reads every log, one after the other, and writes what came of the finished runs; returns how many there are."""
    made = 0
    for drill_id, _, standing in all_runs(database):
        if standing.state is State.ENDED:
            run = read_run(drill_id, entries_of(database, drill_id))
            result = result_of(run) if run is not None else None
            keep_results(database, [result] if result is not None else [])
            made += result is not None
    return made


def result_row(result: Result) -> dict[str, Any]:
    """A result as a row of its table."""
    data = to_json(_result.dump_python(result, mode="json"))
    return {"drill_id": result.drill, "ended_at": micros(result.ended_at), "data": data}


def write(
    database: Database,
    heads: dict[str, Head],
    logs: dict[str, list[Entry]],
    standings: dict[str, tuple[Standing, bool]],
) -> None:
    """Writes new runs, what was logged, and how runs stand."""
    rows = [_drill_row(drill_id, head, standings.get(drill_id), logs) for drill_id, head in heads.items()]
    database.write_all(_MAKE, rows)
    entries = [(drill_id, entry) for drill_id, log in logs.items() for entry in log]
    database.write_all(_APPEND, [_entry_row(drill_id, entry) for drill_id, entry in entries])
    database.write_all(_STANDING, _standing_rows(standings.values()))


def _drill_row(
    drill_id: str, head: Head, standing: tuple[Standing, bool] | None, logs: dict[str, list[Entry]]
) -> dict[str, Any]:
    """Number, standing and `open` are taken only where the run is new."""
    first = next((entry for entry in logs.get(drill_id, ()) if entry.sequence == 1), None)
    number = str(first.data["number"]) if first is not None else drill_id
    stands = "{}" if standing is None else to_json(_standing.dump_python(standing[0], mode="json"))
    still = standing is not None and standing[1]
    return {
        "id": drill_id,
        "number": number,
        "standing": stands,
        "open": still,
        "entries": head.entries,
        "head": head.hash,
    }


def _entry_row(drill_id: str, entry: Entry) -> dict[str, Any]:
    row = entry_row(drill_id, entry)
    row["drill_id"] = row.pop("case_id")
    return row


def _standing_rows(standings: Iterable[tuple[Standing, bool]]) -> list[dict[str, Any]]:
    return [
        {"which": one.id, "stands": to_json(_standing.dump_python(one, mode="json")), "still": still}
        for one, still in standings
    ]
