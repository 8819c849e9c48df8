"""The checklist's timer came: everybody's message is brought up to date, and what is late is said aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.cases import Case, Happening, Status
from handlers.checklist.sheet import Row, Sheet
from handlers.desk.cases.copies import amend_cards
from handlers.desk.live.drawing import GROUP_PACE, redraw
from handlers.desk.live.joining import give_to_newcomers
from handlers.desk.live.sheets import playbook_of, sheet_for
from handlers.desk.live.telling import above, ask_report, in_charge, recipient_of, tell_late
from handlers.desk.live.waking import wake_at
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.people import Role, Staff
from handlers.ports import UnitOfWork
from handlers.updates.asking import COMMUNICATOR, is_awaited

#: Who does what nobody did. It is in no directory and has no rights.
_MUSTER = Staff("", "Muster", Role.STAFF)

#: How long whoever leads has before those above them hear of what is late, too.
LEADERS_TIME = timedelta(minutes=5)

_MINUTE = timedelta(minutes=1)
_BUSY = timedelta(minutes=30)  # for so long after the last word the time that has passed is counted by the minute
_WARM = timedelta(hours=3)  # and for so long by the quarter of an hour
_CARDS_PACE = timedelta(seconds=15)


def checklist_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Does what is due now, and sets the timer for what comes next. To be called twice does no harm."""
    case = uow.case(event.data["case"])
    if case is None or case.checklist is None or case.status in (Status.RESOLVED, Status.WITHDRAWN):
        return
    visit = Visit(inbound, uow, house, _MUSTER, uow.directory, Session(tag=""))
    case = replace(case, checklist=replace(case.checklist, wake=None))
    sheet = sheet_for(visit, case)
    case = _say_what_is_late(visit, case, sheet)
    case = _ask_for_report(visit, case)
    case = _bring_up_to_date(visit, case, sheet)
    case = wake_at(visit, case, min(_moments(visit, case, sheet), default=None))
    uow.keep_case(case)


def _bring_up_to_date(visit: Visit, case: Case, sheet: Sheet) -> Case:
    """Every message that would say something else now; a group's not more often than its platform likes."""
    case = give_to_newcomers(visit, case, sheet)
    for copy in case.checklist.copies if case.checklist else ():
        if copy.staff is not None or _rested(copy.drawn_at, visit.uow.now):
            case = redraw(visit, case, sheet, copy)
    return _amend_cards(visit, case, sheet)


def _rested(drawn_at: datetime | None, now: datetime) -> bool:
    return drawn_at is None or drawn_at + GROUP_PACE <= now


def _amend_cards(visit: Visit, case: Case, sheet: Sheet) -> Case:
    """Cards say how far it is, too; they are edited less often, for those who do not take part."""
    checklist = case.checklist
    assert checklist is not None
    progress = f"{sheet.done}/{sheet.total}"
    if progress == checklist.carded or _cards_rest_until(case, visit.uow.now) > visit.uow.now:
        return case
    amend_cards(visit, case, without={(copy.bot, copy.chat) for copy in checklist.copies})
    return replace(case, checklist=replace(checklist, carded=progress, carded_at=visit.uow.now))


def _cards_rest_until(case: Case, now: datetime) -> datetime:
    carded_at = case.checklist.carded_at if case.checklist is not None else None
    return now if carded_at is None else carded_at + _CARDS_PACE


def _say_what_is_late(visit: Visit, case: Case, sheet: Sheet) -> Case:
    """Critical steps that are late: first to whoever leads, then to those above."""
    checklist = case.checklist
    assert checklist is not None
    late = {row.id: row for row in sheet.overdue if row.step.critical}
    told = {name: times for name, times in checklist.told.items() if name in late}
    fresh = [row for row in late.values() if told.get(row.id, 0) == 0]
    stubborn = [row for row in late.values() if told.get(row.id) == 1 and _higher_at(row) <= visit.uow.now]
    for rows, recipients, times in ((fresh, in_charge, 1), (stubborn, above, 2)):
        if rows:
            tell_late(visit, case, rows, recipients(visit, case))
            told |= {row.id: times for row in rows}
            data = {"steps": [row.id for row in rows], "times": times}
            visit.uow.record(case.id, Happening("late", None, data))
    return replace(case, checklist=replace(checklist, told=told))


def _higher_at(row: Row) -> datetime:
    assert row.due is not None
    return row.due + LEADERS_TIME


def _ask_for_report(visit: Visit, case: Case) -> Case:
    """Asks whoever communicates, else whoever leads; nobody who leads, nobody to ask."""
    checklist, every = case.checklist, playbook_of(visit, case).report_every
    assert checklist is not None
    if checklist.report_due is None or every is None or checklist.report_due > visit.uow.now or checklist.over:
        return case
    if not is_awaited(case):  # else they are asked how it stands already, and may say it in words
        _call_for_report(visit, case)
    missed = (visit.uow.now - checklist.report_due) // every  # while the process was away
    due = checklist.report_due + (missed + 1) * every
    return replace(case, checklist=replace(checklist, report_due=due))


def _call_for_report(visit: Visit, case: Case) -> None:
    people = [visit.directory.staff_by_id.get(name) for name in case.team.holders(COMMUNICATOR)]
    asked = tuple(recipient_of(one) for one in people if one is not None and one.active and one.telegram is not None)
    asked = asked or in_charge(visit, case)
    ask_report(visit, case, asked)
    data = {"people": [one.staff for one in asked if one.staff]}
    visit.uow.record(case.id, Happening("report_asked", None, data))


def _moments(visit: Visit, case: Case, sheet: Sheet) -> Iterator[datetime]:
    """When there will be something to do without anybody doing anything."""
    checklist, now = case.checklist, visit.uow.now
    assert checklist is not None
    yield from _paced(case, sheet, now)
    if sheet.done == sheet.total:
        return
    if sheet.next_change is not None:
        yield sheet.next_change
    if checklist.report_due is not None and not checklist.over:
        yield checklist.report_due
    yield from (_higher_at(row) for row in sheet.overdue if checklist.told.get(row.id) == 1)
    quiet = now - (checklist.moved_at or checklist.began)
    if checklist.copies and quiet < _WARM and case.stood_down is None:
        yield now + (_MINUTE if quiet < _BUSY else 15 * _MINUTE)


def _paced(case: Case, sheet: Sheet, now: datetime) -> Iterator[datetime]:
    """When what had to wait for its pace may go."""
    checklist = case.checklist
    assert checklist is not None
    if checklist.carded != f"{sheet.done}/{sheet.total}":
        yield max(now, _cards_rest_until(case, now))
    waiting = [copy.drawn_at for copy in checklist.copies if copy.staff is None and not _rested(copy.drawn_at, now)]
    yield from (drawn_at + GROUP_PACE for drawn_at in waiting if drawn_at is not None)
