"""Duty calendars as they were last read: their text, the shifts in it, and what keeps them from being read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select

from handlers.shifts import Finding, Plan, Planned, Trouble
from storage.database import Database, Row, Values
from storage.schema import calendars
from storage.statements import Statement, among, upsert
from storage.texts import from_json, pack, to_json, unpack
from storage.times import micros, micros_or_none, moment, moment_or_none

_COLUMNS = tuple(column.name for column in calendars.columns)
_ONE = Statement(select(*calendars.columns).where(calendars.c.group_id == bindparam("wanted")))
_PLAN = ("group_id", "shifts", "findings", "failing_since", "trouble")
_PLANS = Statement(select(*(calendars.c[name] for name in _PLAN)))
_KEEP = upsert(calendars, *_COLUMNS)
_GROUPS = Statement(select(calendars.c.group_id))
_FORGET = Statement(delete(calendars).where(among(calendars.c.group_id, "groups")))

_findings: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])


@dataclass(frozen=True, slots=True)
class KeptCalendar:
    """What is known of one group's calendar. `source` and `basis` are digests; `etag` and `modified` its server's.

    `content` is the text that was last good, `plan` what it said, and `read_at` when it was.
    """

    group: str
    source: str
    etag: str | None = None
    modified: str | None = None
    content: str | None = None
    basis: str | None = None
    plan: Plan = field(default_factory=Plan)
    read_at: datetime | None = None


def kept(database: Database, group: str) -> KeptCalendar | None:
    """What is known of a group's calendar."""
    row = database.first(_ONE, wanted=group)
    return _calendar_of(row) if row is not None else None


def plans(database: Database) -> dict[str, Plan]:
    """What all calendars say, by group."""
    return {row[0]: _plan_of(row[1], row[2], row[3], row[4]) for row in database.read(_PLANS)}


def keep(database: Database, calendar: KeptCalendar) -> None:
    """Inside a transaction: writes it."""
    database.write_all(_KEEP, [_row(calendar)])


def forget(database: Database, but: Collection[str]) -> None:
    """Inside a transaction: those of groups that have no calendar any more."""
    gone = [row[0] for row in database.read(_GROUPS) if row[0] not in but]
    if gone:
        database.write(_FORGET, groups=database.many(gone))


def _calendar_of(row: Row) -> KeptCalendar:
    group, source, etag, modified, content, basis, shifts, findings, read_at, failing_since, trouble = row
    return KeptCalendar(
        group,
        source,
        etag,
        modified,
        unpack(content) if content is not None else None,
        basis,
        _plan_of(shifts, findings, failing_since, trouble),
        moment_or_none(read_at),
    )


def _plan_of(shifts: str | None, findings: str, failing_since: int | None, trouble: str | None) -> Plan:
    return Plan(
        None if shifts is None else tuple(Planned(moment(a), moment(b), tuple(s)) for a, b, s in from_json(shifts)),
        _findings.validate_python(from_json(findings)),
        moment_or_none(failing_since),
        None if trouble is None else Trouble(trouble),
    )


def _row(calendar: KeptCalendar) -> Values:
    plan, shifts = calendar.plan, None
    if plan.shifts is not None:
        shifts = to_json([[micros(shift.since), micros(shift.until), shift.staff] for shift in plan.shifts])
    return {
        "group_id": calendar.group,
        "source": calendar.source,
        "etag": calendar.etag,
        "modified": calendar.modified,
        "content": pack(calendar.content) if calendar.content is not None else None,
        "basis": calendar.basis,
        "shifts": shifts,
        "findings": to_json(_findings.dump_python(plan.findings, mode="json")),
        "read_at": micros_or_none(calendar.read_at),
        "failing_since": micros_or_none(plan.failing_since),
        "trouble": plan.trouble.value if plan.trouble is not None else None,
    }
