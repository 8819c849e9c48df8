"""An organisation file taken over: people, groups and rules become what it says, and what watches looks at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import bindparam, delete, not_, select, text, update

from handlers.command_looking import command_look
from handlers.deadlines.looking import clock_look
from handlers.digests.watching import first_digests
from handlers.drills.reminding import first_look as first_programme
from handlers.escalation.holders import holder_looks
from handlers.people import Directory
from handlers.ports import Timer
from handlers.readings.looking import look as look_who_reads
from handlers.resources import first_looks as first_resources
from handlers.rosters.watching import first_looks
from storage import calendars, timers
from storage.cases import HELD, OPEN_EMERGENCIES, OPEN_IDS
from storage.codec.organisation import calendars_in, dump_organisation
from storage.codec.people import GROUP_COLUMNS, gone_row, group_row, imported_row, is_listed
from storage.database import Database
from storage.people import KEEP_STAFF, People, organisation_text, staff_rows
from storage.schema import editions, groups, moves, notices, organisation, staff
from storage.statements import Statement, upsert
from storage.times import micros

_STEP_DOWN = Statement(update(staff).values(active=False).where(staff.c.telegram == bindparam("account")))
_SEND_NOTHING_TO_WHO_LEFT = Statement(
    update(notices)
    .where(notices.c.state == "queued", notices.c.staff.in_(select(staff.c.id).where(not_(staff.c.active))))
    .values(state="dropped", settled_at=bindparam("at"), why="no longer on the list")
)
_CLEAR_GROUPS = Statement(delete(groups))
_KEEP_GROUP = upsert(groups, *GROUP_COLUMNS)
_MOVES = Statement(select(moves.c.chat, moves.c.to))
_CLOSED = Statement(select(groups.c.chat).where(not_(groups.c.reachable), groups.c.chat.is_not(None)))
_KEEP_ORGANISATION = Statement(update(organisation).values(data=bindparam("content")))

#: Whether anybody may have something to read, who was not there or not in that group before.
_NEWS = Statement(select(editions.c.digest).where(text("current"), editions.c.content.like('%"changes":[%')).limit(1))


def import_organisation(database: Database, people: People, given: Directory, now: datetime) -> None:
    """Makes the organisation what a file says; see `Store.import_organisation`."""
    with database.transaction():
        was = people.directory()
        _import_staff(database, given)
        database.write(_SEND_NOTHING_TO_WHO_LEFT, at=micros(now))
        _import_groups(database, given)
        people.bump()
        before = organisation_text(database)
        database.write(_KEEP_ORGANISATION, content=dump_organisation(given))
        calendars.forget(database, [g.id for g in given.groups if g.roster is not None and g.roster.feed])
        timers.hasten(database, list(_looks(database, given, before, now)))
        timers.hasten(database, holder_looks(database.read(HELD), was, given, now))
    people.forget()


def _import_staff(database: Database, given: Directory) -> None:
    """Whoever has an account that the file gives to another steps down, before that one gets it."""
    stored = staff_rows(database)
    listed = [imported_row(person, stored.get(person.id)) for person in given.staff]
    gone = [gone_row(row) for row in stored.values() if is_listed(row) and row[0] not in given.staff_by_id]
    accounts = [row["telegram"] for row in listed if row["telegram"] is not None]
    database.write_all(KEEP_STAFF, gone)
    database.write_all(_STEP_DOWN, [{"account": account} for account in accounts])
    database.write_all(KEEP_STAFF, listed)


def _import_groups(database: Database, given: Directory) -> None:
    """In the chats where they are now: a chat that moved, or closed, since the file was written still has."""
    moved: dict[int, int] = dict(database.read(_MOVES))
    closed = {row[0] for row in database.read(_CLOSED)}
    database.write(_CLEAR_GROUPS)
    chats = [_where_now(group.chat, moved) for group in given.groups]
    placed = enumerate(zip(given.groups, chats, strict=True))
    rows = [group_row(i, group, chat, reachable=chat not in closed) for i, (group, chat) in placed]
    database.write_all(_KEEP_GROUP, rows)


def _where_now(chat: int | None, moved: dict[int, int]) -> int | None:
    for _ in moved:  # a supergroup may have moved again; no more often than there are moves
        chat = moved.get(chat, chat) if chat is not None else None
    return chat


def _looks(database: Database, given: Directory, before: str, now: datetime) -> Iterator[Timer]:
    """What is to be looked at anew, because it may be otherwise by this file."""
    yield from first_looks(given, now)
    yield from first_digests(given, now)
    yield from first_resources(given, now)
    yield from first_programme(given, now)
    if calendars_in(before) != calendars_in(dump_organisation(given)):
        with_clocks = database.read(OPEN_IDS, holding='%"pauses":%')  # one too many is looked at in vain
        yield from (clock_look(case, now) for (case,) in with_clocks)
    yield from (command_look(case, now) for (case,) in database.read(OPEN_EMERGENCIES))  # whoever leads may have left
    if database.first(_NEWS) is not None:
        yield look_who_reads(now)
