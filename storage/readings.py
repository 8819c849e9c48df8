"""Who was asked to read what is new in which playbook, and who says that they have."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select

from handlers.readings.reading import Reading
from storage.database import Database, Row, Values
from storage.schema import readings
from storage.statements import Statement, among, upsert
from storage.times import micros_or_none, moment_or_none

_COLUMNS = ("staff", "playbook", "version", "edition", "asked_at", "reminders", "reminded_at", "read_at")
_ALL = select(*(readings.c[name] for name in _COLUMNS)).order_by(
    readings.c.staff, readings.c.playbook, readings.c.version
)
_OF_PERSON = Statement(_ALL.where(readings.c.staff == bindparam("of_staff")))
_ABOUT = Statement(_ALL.where(among(readings.c.playbook, "playbooks")))
_KEEP = upsert(readings, *_COLUMNS)


def of_person(database: Database, staff: str) -> list[Reading]:
    """Those of one person."""
    return [_reading_of(row) for row in database.read(_OF_PERSON, of_staff=staff)]


def about(database: Database, playbooks: Collection[str]) -> list[Reading]:
    """Everybody's about these playbooks."""
    return [_reading_of(row) for row in database.read(_ABOUT, playbooks=database.many(list(playbooks)))]


def keep(database: Database, changed: Iterable[Reading]) -> None:
    """Inside a transaction: writes new and changed ones."""
    database.write_all(_KEEP, [_row(reading) for reading in changed])


def _reading_of(row: Row) -> Reading:
    staff, playbook, version, edition, asked_at, reminders, reminded_at, read_at = row
    moments = map(moment_or_none, (asked_at, reminded_at, read_at))
    asked, reminded, read = moments
    return Reading(staff, playbook, version, edition, asked, reminders, reminded, read)


def _row(reading: Reading) -> Values:
    return {
        "staff": reading.staff,
        "playbook": reading.playbook,
        "version": reading.version,
        "edition": reading.edition,
        "asked_at": micros_or_none(reading.asked_at),
        "reminders": reading.reminders,
        "reminded_at": micros_or_none(reading.reminded_at),
        "read_at": micros_or_none(reading.read_at),
    }
