"""The organisation: read as one immutable `Directory`, written as turns and calendars change it.

What a file makes of it is `storage.importing`.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Boolean, bindparam, select, update

from handlers.people import Directory, Staff
from handlers.rosters.watching import Told, look
from handlers.shifts import Plan
from storage import aliases, calendars, drills, overrides, timers
from storage.calendars import KeptCalendar
from storage.codec.organisation import Duties, dump_organisation, load_organisation
from storage.codec.people import STAFF_COLUMNS, changed_row, group_of, staff_of
from storage.database import Database, Row
from storage.schema import groups, moves, organisation, staff
from storage.statements import Statement, insert_new, upsert
from storage.times import moment

_VERSION = Statement(select(organisation.c.version))
_ORGANISATION = Statement(select(organisation.c.version, organisation.c.data))
_STAFF = Statement(select(*staff.columns).order_by(staff.c.id))
_GROUPS = Statement(select(*groups.columns).order_by(groups.c.position))
_BUMP = Statement(update(organisation).values(version=organisation.c.version + 1).returning(organisation.c.version))
_BEGIN = insert_new(organisation, "id", "version", "data")
KEEP_STAFF = upsert(staff, *STAFF_COLUMNS)
_MOVE_GROUP = Statement(update(groups).values(chat=bindparam("new")).where(groups.c.chat == bindparam("old")))
_OPEN_GROUP = Statement(
    update(groups).values(reachable=bindparam("open", type_=Boolean)).where(groups.c.id == bindparam("group"))
)
_KEEP_MOVE = upsert(moves, "chat", "to")


class People:
    """The directory as it is stored, kept in memory until its version number says that it changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._directory: Directory | None = None

    def directory(self) -> Directory:
        """The organisation now: one cheap question when nothing changed since the last time."""
        row = self._database.first(_VERSION)
        version = row[0] if row else 0
        if self._directory is None or self._directory.version != version:
            self._directory = self._load()
        return self._directory

    def remember(self, directory: Directory) -> None:
        """Takes `directory` as what is stored, to spare reading it."""
        self._directory = directory

    def forget(self) -> None:
        """What is stored is another organisation now."""
        self._directory = None

    def _load(self) -> Directory:
        row = self._database.first(_ORGANISATION)
        people = tuple(staff_of(found) for found in self._database.read(_STAFF))
        if row is None:
            return Directory(staff=people, drills=drills.all_open(self._database))
        said, duties = load_organisation(row[1])
        planned = self._planned(duties)
        return replace(
            said,
            staff=people,
            groups=tuple(group_of(found, planned) for found in self._database.read(_GROUPS)),
            overrides=overrides.all_kept(self._database),
            aliases=aliases.all_kept(self._database),
            drills=drills.all_open(self._database),
            version=row[0],
        )

    def _planned(self, duties: dict[str, Duties]) -> dict[str, Duties]:
        """With what calendars say, where a roster is one."""
        if not any(duty.roster is not None and duty.roster.feed is not None for duty in duties.values()):
            return duties
        plans = calendars.plans(self._database)
        return {group: _with_plan(duty, plans.get(group, Plan())) for group, duty in duties.items()}

    def keep_calendar(self, calendar: KeptCalendar, at: int) -> None:
        """Writes what was read of a group's calendar; if that is news, its roster is looked at now."""
        with self._database.transaction():
            before = calendars.kept(self._database, calendar.group)
            calendars.keep(self._database, calendar)
            if before is None or before.plan != calendar.plan:
                self.bump()
                timers.hasten(self._database, [look(calendar.group, moment(at), Told())])

    # inside a transaction

    def write(self, changed: list[Staff], moved: list[tuple[int, int]], opened: dict[str, bool]) -> int:
        """Writes people that changed, groups that moved and chats that closed or opened; returns the new version."""
        stored = staff_rows(self._database) if changed else {}
        self._database.write_all(KEEP_STAFF, [changed_row(person, stored.get(person.id)) for person in changed])
        self._database.write_all(_MOVE_GROUP, [{"old": old, "new": new} for old, new in moved])
        self._database.write_all(_OPEN_GROUP, [{"group": group, "open": yes} for group, yes in opened.items()])
        self._database.write_all(_KEEP_MOVE, [{"chat": old, "to": new} for old, new in moved])
        return self.bump()

    def bump(self) -> int:
        """Counts a change, so that every process reads anew; returns the new version."""
        self._database.write(_BEGIN, id=1, version=0, data=dump_organisation(Directory()))
        row = self._database.first(_BUMP)
        assert row is not None
        return int(row[0])


def staff_rows(database: Database) -> dict[str, Row]:
    """Everybody's row as it is stored, by id."""
    return {row[0]: row for row in database.read(_STAFF)}


def organisation_text(database: Database) -> str:
    """What is kept of the last file besides people and groups' rows; only after `People.bump`."""
    row = database.first(_ORGANISATION)
    assert row is not None
    return str(row[1])


def _with_plan(duty: Duties, plan: Plan) -> Duties:
    if duty.roster is None or duty.roster.feed is None:
        return duty
    return duty._replace(roster=replace(duty.roster, plan=plan))
