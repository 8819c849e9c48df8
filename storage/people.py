"""The organisation: read as one immutable `Directory`, written person by person or from a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Boolean, bindparam, delete, not_, select, text, update

from handlers.deadlines import Calendar
from handlers.deadlines.looking import clock_look
from handlers.digests.schedule import DigestTimes
from handlers.digests.watching import first_digests
from handlers.drills.standing import Standing
from handlers.escalation.policy import Rule
from handlers.incidents.matrix import Matrix
from handlers.incidents.usual_matrix import USUAL_MATRIX
from handlers.people import DeadlineChoice, Directory, Group, OrganisationRoute, Role, Site, Staff
from handlers.ports import Timer
from handlers.readings.looking import look as look_who_reads
from handlers.report_rules import ReportRules
from handlers.resources import first_looks as first_resources
from handlers.rosters.watching import Told, first_looks, look
from handlers.shifts import Plan, Roster
from handlers.updates.cadence import UpdateRule
from playbooks.words import Words
from storage import aliases, calendars, drills, overrides, timers
from storage.calendars import KeptCalendar
from storage.cases import OPEN_IDS
from storage.database import Database, Row, Values
from storage.schema import editions, groups, moves, notices, organisation, staff
from storage.statements import Statement, insert_new, upsert
from storage.texts import from_json, pack, to_json, unpack
from storage.times import moment


class Duties(NamedTuple):
    """What a group has besides its row: kept with the organisation, because only a file changes it."""

    roster: Roster | None = None
    lead: str | None = None
    outside: tuple[str, ...] = ()
    digest: DigestTimes | None = None


_STAFF_COLUMNS = tuple(column.name for column in staff.columns)
_VERSION = Statement(select(organisation.c.version))
_ORGANISATION = Statement(select(organisation.c.version, organisation.c.data))
_STAFF = Statement(select(*staff.columns).order_by(staff.c.id))
_GROUPS = Statement(select(*groups.columns).order_by(groups.c.position))
_MOVES = Statement(select(moves.c.chat, moves.c.to))
_BUMP = Statement(update(organisation).values(version=organisation.c.version + 1).returning(organisation.c.version))
_KEEP_ORGANISATION = Statement(update(organisation).values(data=bindparam("content")))
_BEGIN = insert_new(organisation, "id", "version", "data")
_KEEP_STAFF = upsert(staff, *_STAFF_COLUMNS)
_STEP_DOWN = Statement(update(staff).values(active=False).where(staff.c.telegram == bindparam("account")))
_SEND_NOTHING_TO_WHO_LEFT = Statement(
    update(notices)
    .where(notices.c.state == "queued", notices.c.staff.in_(select(staff.c.id).where(not_(staff.c.active))))
    .values(state="dropped", settled_at=bindparam("at"), why="no longer on the list")
)
_CLEAR_GROUPS = Statement(delete(groups))
_KEEP_GROUP = upsert(groups, "id", "position", "name", "chat", "members", "language", "reachable")
_MOVE_GROUP = Statement(update(groups).values(chat=bindparam("new")).where(groups.c.chat == bindparam("old")))
_OPEN_GROUP = Statement(
    update(groups).values(reachable=bindparam("open", type_=Boolean)).where(groups.c.id == bindparam("group"))
)
_CLOSED = Statement(select(groups.c.chat).where(not_(groups.c.reachable), groups.c.chat.is_not(None)))
_KEEP_MOVE = upsert(moves, "chat", "to")

#: Whether anybody may have something to read, who was not there or not in that group before.
_NEWS = Statement(select(editions.c.digest).where(text("current"), editions.c.content.like('%"changes":[%')).limit(1))

_sites: TypeAdapter[tuple[Site, ...]] = TypeAdapter(tuple[Site, ...])
_duties: TypeAdapter[dict[str, Duties]] = TypeAdapter(dict[str, Duties])
_routing: TypeAdapter[tuple[OrganisationRoute, ...]] = TypeAdapter(tuple[OrganisationRoute, ...])
_deadlines: TypeAdapter[tuple[DeadlineChoice, ...]] = TypeAdapter(tuple[DeadlineChoice, ...])
_calendar: TypeAdapter[Calendar | None] = TypeAdapter(Calendar | None)
_escalation: TypeAdapter[tuple[Rule, ...]] = TypeAdapter(tuple[Rule, ...])
_updates: TypeAdapter[tuple[UpdateRule, ...]] = TypeAdapter(tuple[UpdateRule, ...])
_reports: TypeAdapter[ReportRules] = TypeAdapter(ReportRules)
_risk: TypeAdapter[Matrix] = TypeAdapter(Matrix)


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

    def _load(self) -> Directory:
        row = self._database.first(_ORGANISATION)
        people = tuple(_staff_of(found) for found in self._database.read(_STAFF))
        if row is None:
            return Directory(staff=people, drills=drills.all_open(self._database))
        data = from_json(row[1])
        duties = self._planned(_duties.validate_python(data.get("duties", {})))
        return Directory(
            name=data["name"],
            timezone=data["timezone"],
            languages=tuple(data["languages"]),
            sites=_sites.validate_python(data["sites"]),
            staff=people,
            groups=tuple(_group_of(found, duties) for found in self._database.read(_GROUPS)),
            routing=_routing.validate_python(data["routing"]),
            overrides=overrides.all_kept(self._database),
            aliases=aliases.all_kept(self._database),
            drills=drills.all_open(self._database),
            deadlines=_deadlines.validate_python(data.get("deadlines", [])),
            calendar=_calendar.validate_python(data.get("calendar")),
            escalation=_escalation.validate_python(data.get("escalation", ())),
            updates=_updates.validate_python(data.get("updates", ())),
            reports=_reports.validate_python(data.get("reports", {})),
            risk=_risk.validate_python(data["risk"]) if data.get("risk") else USUAL_MATRIX,
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
        stored = {row[0]: row for row in self._database.read(_STAFF)} if changed else {}
        self._database.write_all(_KEEP_STAFF, [_changed_row(person, stored.get(person.id)) for person in changed])
        self._database.write_all(_MOVE_GROUP, [{"old": old, "new": new} for old, new in moved])
        self._database.write_all(_OPEN_GROUP, [{"group": group, "open": yes} for group, yes in opened.items()])
        self._database.write_all(_KEEP_MOVE, [{"chat": old, "to": new} for old, new in moved])
        return self.bump()

    def import_organisation(self, given: Directory, at: int) -> None:
        """Makes the organisation what a file says, `at` this moment; see `Store.import_organisation`."""
        with self._database.transaction():
            stored = {row[0]: row for row in self._database.read(_STAFF)}
            listed = [_imported_row(person, stored.get(person.id)) for person in given.staff]
            gone = [_gone_row(row) for row in stored.values() if row[8] and row[0] not in given.staff_by_id]
            self._database.write_all(_KEEP_STAFF, gone)
            accounts = [row["telegram"] for row in listed if row["telegram"] is not None]
            self._database.write_all(_STEP_DOWN, [{"account": account} for account in accounts])
            self._database.write_all(_KEEP_STAFF, listed)
            self._database.write(_SEND_NOTHING_TO_WHO_LEFT, at=at)
            self._import_groups(given)
            self.bump()
            promised = self._promised_otherwise(given, moment(at))
            self._database.write(_KEEP_ORGANISATION, content=_organisation_data(given))
            calendars.forget(self._database, [g.id for g in given.groups if g.roster is not None and g.roster.feed])
            looks = [*first_looks(given, moment(at)), *first_digests(given, moment(at)), *promised]
            looks += first_resources(given, moment(at))
            if self._database.first(_NEWS) is not None:
                looks.append(look_who_reads(moment(at)))
            timers.hasten(self._database, looks)
        self._directory = None

    def _promised_otherwise(self, given: Directory, at: datetime) -> list[Timer]:
        """A look at the clocks of every case that has some, where the file brings other calendars."""
        row = self._database.first(_ORGANISATION)
        if row is None or _calendars_in(from_json(row[1])) == _calendars_in(from_json(_organisation_data(given))):
            return []
        with_clocks = self._database.read(OPEN_IDS, holding='%"pauses":%')  # one too many is looked at in vain
        return [clock_look(case, at) for (case,) in with_clocks]

    def _import_groups(self, given: Directory) -> None:
        moved: dict[int, int] = dict(self._database.read(_MOVES))
        closed = {row[0] for row in self._database.read(_CLOSED)}
        self._database.write(_CLEAR_GROUPS)
        rows = [_group_row(i, group, moved) for i, group in enumerate(given.groups)]
        self._database.write_all(_KEEP_GROUP, [row | {"reachable": row["chat"] not in closed} for row in rows])

    def bump(self) -> int:
        """Counts a change, so that every process reads anew; returns the new version."""
        self._database.write(_BEGIN, id=1, version=0, data=_organisation_data(Directory()))
        row = self._database.first(_BUMP)
        assert row is not None
        return int(row[0])


def with_staff(directory: Directory, person: Staff) -> Directory:
    """`directory` with `person` in it, in place of whoever had the same id."""
    if person.id not in directory.staff_by_id:
        return replace(directory, staff=(*directory.staff, person))
    return replace(directory, staff=tuple(person if p.id == person.id else p for p in directory.staff))


def with_moved_group(directory: Directory, chat: int, to: int) -> Directory:
    """`directory` with the group of `chat` at its new number."""
    return replace(directory, groups=tuple(replace(g, chat=to) if g.chat == chat else g for g in directory.groups))


def with_open_group(directory: Directory, group: str, reachable: bool) -> Directory:
    """`directory` with a group's chat open or closed."""
    groups = (replace(g, reachable=reachable) if g.id == group else g for g in directory.groups)
    return replace(directory, groups=tuple(groups))


def with_drill(directory: Directory, standing: Standing, still: bool) -> Directory:
    """`directory` with a run as it stands now, or without it."""
    others = tuple(run for run in directory.drills if run.id != standing.id)
    return replace(directory, drills=(*others, standing) if still else others)


def _organisation_data(directory: Directory) -> str:
    return to_json(
        {
            "name": directory.name,
            "timezone": directory.timezone,
            "languages": list(directory.languages),
            "sites": _sites.dump_python(directory.sites, mode="json"),
            "duties": _duties.dump_python(_duties_of(directory.groups), mode="json"),
            "routing": _routing.dump_python(directory.routing, mode="json", by_alias=True),
            "deadlines": _deadlines.dump_python(directory.deadlines, mode="json", by_alias=True),
            "calendar": _calendar.dump_python(directory.calendar, mode="json"),
            "escalation": _escalation.dump_python(directory.escalation, mode="json"),
            "updates": _updates.dump_python(directory.updates, mode="json"),
            "reports": _reports.dump_python(directory.reports, mode="json"),
            "risk": None if directory.risk == USUAL_MATRIX else _risk.dump_python(directory.risk, mode="json"),
        }
    )


def _calendars_in(data: dict[str, Any]) -> list[Any]:
    """What of an organisation's data decides when something is due."""
    sites = [[site["id"], site["calendar"]] for site in data["sites"]]
    return [data["timezone"], data.get("calendar"), sites]


def _staff_of(row: Row) -> Staff:
    return Staff(
        id=row[0],
        name=unpack(row[1]),
        role=Role(row[2]),
        language=row[3],
        telegram=row[4],
        sites=tuple(from_json(row[5])),
        active=bool(row[6]),
        reachable=bool(row[7]),
        phone=None if row[10] is None else unpack(row[10]),
    )


def _staff_row(person: Staff, *, listed: bool, chose_language: bool) -> Values:
    return {
        "id": person.id,
        "name": pack(person.name),
        "role": person.role.value,
        "language": person.language,
        "telegram": person.telegram,
        "sites": to_json(person.sites),
        "active": person.active,
        "reachable": person.reachable,
        "listed": listed,
        "chose_language": chose_language,
        "phone": None if person.phone is None else pack(person.phone),
    }


def _changed_row(person: Staff, stored: Row | None) -> Values:
    if stored is None:
        return _staff_row(person, listed=False, chose_language=True)
    chose = bool(stored[9]) or person.language != stored[3]
    return _staff_row(person, listed=bool(stored[8]), chose_language=chose)


def _imported_row(person: Staff, stored: Row | None) -> Values:
    if stored is None:
        return _staff_row(person, listed=True, chose_language=False)
    chose = bool(stored[9])
    kept = replace(
        person,
        language=stored[3] if chose else person.language,
        telegram=stored[4] if person.telegram is None else person.telegram,
        reachable=bool(stored[7]) if person.telegram in (None, stored[4]) else True,
    )
    return _staff_row(kept, listed=True, chose_language=chose)


def _gone_row(stored: Row) -> Values:
    return dict(zip(_STAFF_COLUMNS, stored, strict=True)) | {"active": False}


def _group_of(row: Row, duties: dict[str, Duties]) -> Group:
    name, members = Words.model_validate(from_json(row[2])), tuple(from_json(row[4]))
    kept = Group(row[0], name, row[3], members, row[5], *duties.get(row[0], Duties()))
    return replace(kept, reachable=bool(row[6]))


def _with_plan(duty: Duties, plan: Plan) -> Duties:
    if duty.roster is None or duty.roster.feed is None:
        return duty
    return duty._replace(roster=replace(duty.roster, plan=plan))


def _duties_of(given: Iterable[Group]) -> dict[str, Duties]:
    duties = {group.id: Duties(group.roster, group.lead, group.outside, group.digest) for group in given}
    return {group: kept for group, kept in duties.items() if kept != Duties()}


def _group_row(position: int, group: Group, moved: dict[int, int]) -> Values:
    chat = group.chat
    for _ in moved:  # a supergroup may have moved again; no more often than there are moves
        chat = moved.get(chat, chat) if chat is not None else None
    return {
        "id": group.id,
        "position": position,
        "name": to_json(group.name.root),
        "chat": chat,
        "members": to_json(group.members),
        "language": group.language,
    }
