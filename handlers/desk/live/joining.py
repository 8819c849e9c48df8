"""Who takes part, and so has a message of the checklist."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Status
from handlers.checklist.live import Checklist
from handlers.checklist.sheet import Sheet
from handlers.desk.live.drawing import copy_for_group, copy_for_person, last_redraw, send_copy
from handlers.desk.live.sheets import sheet_for
from handlers.desk.live.waking import key, wake_at, wake_soon
from handlers.desk.safe.calls import count_soon
from handlers.desk.visit import Visit
from handlers.people import Staff
from handlers.rollcall.calls import open_roll
from handlers.team import join
from handlers.team_changes import team_changes
from playbooks.model import Kind, Playbook


def new_checklist(visit: Visit, playbook: Playbook) -> Checklist | None:
    """The checklist of a case that is being opened; None for a playbook without steps."""
    if not playbook.steps:
        return None
    now = visit.uow.now
    asked = playbook.kind is Kind.EMERGENCY and playbook.report_every is not None
    return Checklist(now, report_due=now + playbook.report_every if asked and playbook.report_every else None)


def begin_watching(visit: Visit, case: Case) -> Case:
    """From when the case is announced its times run, whoever looks."""
    if case.checklist is None:
        return case
    first = [moment for moment in (sheet_for(visit, case).next_change, case.checklist.report_due) if moment]
    return wake_at(visit, case, min(first, default=None))


def looked_at_anew(visit: Visit, case: Case) -> Case:
    """An answer changed: other rows may be there now. While nobody has a message of it only what is due counts."""
    if case.checklist is None:
        return case
    if case.checklist.copies:
        return wake_soon(visit, case)
    return wake_at(visit, case, sheet_for(visit, case).next_change)


def show_to(visit: Visit, case: Case, person: Staff, *, again: bool = False, questions: bool = False) -> Case:
    """Makes somebody take part and sends them the checklist, if they have none or (`again`) want it once more."""
    if case.checklist is None or case.status in (Status.RESOLVED, Status.WITHDRAWN):
        return case
    joined = _join(visit, case, person)
    if visit.inbound.private and person.id == visit.staff.id:
        visit.remember(work=case.id)
    before = case.checklist.copy_of(person.id)
    copy = copy_for_person(visit, joined, person)
    if copy is None or (before is not None and not again):
        visit.uow.keep_case(joined)
        return joined
    sheet = sheet_for(visit, joined)
    shown = send_copy(visit, joined, sheet, replace(copy, questions=questions))
    shown = wake_at(visit, _show_to_groups(visit, shown), sheet.next_change)
    visit.uow.keep_case(shown)
    return shown


def give_to_newcomers(visit: Visit, case: Case, sheet: Sheet) -> Case:
    """Whoever takes part and has no message of the checklist gets one; the reporter comes to it by themselves."""
    for participant in case.team.participants:
        person = visit.directory.staff_by_id.get(participant.staff)
        if case.checklist is None or person is None or not person.active or person.id == case.reporter:
            continue
        copy = copy_for_person(visit, case, person) if case.checklist.copy_of(person.id) is None else None
        if copy is not None:
            case = send_copy(visit, case, sheet, copy)
    return case


def _join(visit: Visit, case: Case, person: Staff) -> Case:
    team = join(case.team, person.id, visit.uow.now)
    for happening in team_changes(case.team, team, visit.staff.id or None):
        visit.uow.record(case.id, happening)
    if team != case.team and (going_on := open_roll(case.calls)) is not None:
        count_soon(visit, case.id, going_on.number)  # whoever comes is asked whether they are safe
    return replace(case, team=team)


def _show_to_groups(visit: Visit, case: Case) -> Case:
    """The chats of an emergency's groups see it from when somebody works on it."""
    if case.kind is not Kind.EMERGENCY or case.checklist is None:
        return case
    for group in (visit.directory.group_by_id.get(name) for name in case.groups):
        copy = copy_for_group(visit, group) if group is not None else None
        if copy is not None and case.checklist is not None and case.checklist.copy_in(copy.bot, copy.chat) is None:
            case = send_copy(visit, case, sheet_for(visit, case), copy)
    return case


def end_watching(visit: Visit, case: Case) -> None:
    """The case is closed."""
    if case.checklist is None:
        return
    visit.uow.cancel_timer(key(case))
    last_redraw(visit, case, sheet_for(visit, case))
