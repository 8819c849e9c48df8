"""Where an event goes: a person's private chat, a group, or somebody we do not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.command_looking import KIND as COMMAND
from handlers.deadlines.looking import KIND as CLOCK_TIMER
from handlers.desk.actions.due import action_due
from handlers.desk.actions.waiting import KIND as ACTION
from handlers.desk.after.offering import KIND as REVIEW
from handlers.desk.after.offering import over_due
from handlers.desk.alarm.overdue import KIND as REPORT
from handlers.desk.alarm.overdue import report_due
from handlers.desk.cases.copies import renewal_due
from handlers.desk.cases.still_there import holder_due
from handlers.desk.clocks.deadlines import clock_elapsed
from handlers.desk.digests.due import digest_due
from handlers.desk.drills.calendar import close_run, run_due
from handlers.desk.drills.curing import cured_due
from handlers.desk.drills.debriefing import GATHERED, REVIEWED, remarks_due
from handlers.desk.drills.practising import IDLE as DRILL_IDLE
from handlers.desk.drills.practising import left_alone
from handlers.desk.drills.reviewing import review_due as drill_review_due
from handlers.desk.drills.steps import CLOSE as DRILL_CLOSE
from handlers.desk.drills.steps import DUE as DRILL_DUE
from handlers.desk.drills.turns import in_drill
from handlers.desk.duty.watch import watch_duty
from handlers.desk.editions.carrying import carry_over
from handlers.desk.editions.folder import folder_looked_at
from handlers.desk.editions.reading import readings_due
from handlers.desk.groups import in_group
from handlers.desk.health import probing
from handlers.desk.health.resources import resources_due
from handlers.desk.joint.due import KIND as JOINT
from handlers.desk.joint.due import review_due
from handlers.desk.live.due import checklist_due
from handlers.desk.live.waking import KIND as LIVE_TIMER
from handlers.desk.people.enrolment import enrol_stranger
from handlers.desk.private import in_private
from handlers.desk.programme.due import programme_due
from handlers.desk.programme.lapsed import lapsed_due
from handlers.desk.safe.beginning import MISSING, REMIND
from handlers.desk.safe.calls import COUNT
from handlers.desk.safe.counting import count_due
from handlers.desk.safe.reminding import missing_due, remind_due
from handlers.desk.safe.unhelped import WAITING, helper_due
from handlers.desk.team.commanding import command_due
from handlers.desk.telling.due import case_due
from handlers.desk.telling.failing import channel_failed
from handlers.desk.telling.outside import FAILING
from handlers.desk.telling.publishing import published
from handlers.desk.telling.reach import note_reach
from handlers.desk.telling.undelivered import UNDELIVERED, group_heard, undelivered
from handlers.desk.telling.watching import CASE_TIMER
from handlers.desk.updates.due import update_due
from handlers.desk.updates.watch import KIND as UPDATE
from handlers.desk.visit import Visit, from_muster
from handlers.digests.watching import KIND as DIGEST
from handlers.drills.curing import KIND as CURED
from handlers.drills.lapsing import KIND as LAPSED
from handlers.drills.reminding import KIND as PROGRAMME
from handlers.engine import Session, new_session
from handlers.escalation.holders import KIND as HOLDER
from handlers.events import ChatMoved, Elapsed, Inbound, Reachable, Tapped
from handlers.house import House, TapAnswer
from handlers.library_news import KIND as PLAYBOOKS
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.publications import CARRY
from handlers.readings.looking import KIND as READINGS
from handlers.renewal import KIND as RENEWAL
from handlers.resources import KIND as RESOURCES
from handlers.rosters import watching


def handle(inbound: Inbound, uow: UnitOfWork, house: House) -> tuple[TapAnswer, ...]:
    """One turn. Everything that follows is in `uow`, ready to be committed; taps are answered by what is returned."""
    if uow.directory.drills or _of_a_run(inbound):
        answers = in_drill(inbound, uow, house, _turn)
        if answers is not None:
            return answers
    return _turn(inbound, published(uow, house), house)


def _of_a_run(inbound: Inbound) -> bool:
    """Whether it can only be about a drill, even if none is open any more."""
    event = inbound.event
    timed = isinstance(event, Elapsed) and event.drill is not None
    return timed or (isinstance(event, Tapped) and event.data.startswith("x."))


def _turn(inbound: Inbound, uow: UnitOfWork, house: House) -> tuple[TapAnswer, ...]:
    """The same, wherever it happens: in real life, or inside a run."""
    event = inbound.event
    if isinstance(event, ChatMoved):
        uow.move_group(inbound.chat, event.to)
        return ()
    if isinstance(event, Elapsed) and event.kind in _TIMED:
        _TIMED[event.kind](inbound, event, uow, house)
        return ()
    if isinstance(event, Tapped) and probing.is_answer(event):
        return (probing.probe_answered(inbound, event, uow, house),)
    person = _who(inbound, uow)
    if not inbound.private:
        if inbound.bot == house.alert_bot:
            group_heard(from_muster(inbound, uow, house))
        return in_group(inbound, uow, house, person)
    if isinstance(event, Reachable):
        if inbound.bot == house.alert_bot and person is not None:
            note_reach(Visit(inbound, uow, house, person, uow.directory, Session(tag="")), event.yes)
        return ()
    if isinstance(event, Elapsed) and person is None:
        return ()
    return _privately(inbound, uow, house, person)


#: What comes due, or was learnt by sending, and is nobody's conversation.
_TIMED: dict[str, Callable[[Inbound, Elapsed, UnitOfWork, House], None]] = {
    FAILING: channel_failed,
    probing.KIND: probing.probe_elapsed,
    CLOCK_TIMER: clock_elapsed,
    watching.KIND: watch_duty,
    DIGEST: digest_due,
    CASE_TIMER: case_due,
    HOLDER: holder_due,
    RENEWAL: renewal_due,
    ACTION: action_due,
    REVIEW: over_due,
    RESOURCES: resources_due,
    UPDATE: update_due,
    JOINT: review_due,
    LIVE_TIMER: checklist_due,
    COMMAND: command_due,
    COUNT: count_due,
    REMIND: remind_due,
    REPORT: report_due,
    MISSING: missing_due,
    WAITING: helper_due,
    UNDELIVERED: undelivered,
    PLAYBOOKS: folder_looked_at,
    CARRY: carry_over,
    DRILL_DUE: run_due,
    GATHERED: remarks_due,
    REVIEWED: drill_review_due,
    CURED: cured_due,
    LAPSED: lapsed_due,
    PROGRAMME: programme_due,
    READINGS: readings_due,
    DRILL_CLOSE: close_run,
    DRILL_IDLE: left_alone,
}


def _who(inbound: Inbound, uow: UnitOfWork) -> Staff | None:
    """The active staff member behind an event; a timer speaks for the owner of the private chat it was set in."""
    account = inbound.sender.account if inbound.sender else inbound.chat
    return uow.directory.staff_by_account.get(account)


def _privately(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> tuple[TapAnswer, ...]:
    stored = uow.session(inbound.conversation)
    session = stored or Session(tag="")
    if person is None:
        visit = enrol_stranger(inbound, uow, house, session)
    else:
        visit = Visit(inbound, uow, house, person, uow.directory, session)
    if visit.known:
        _served(visit)
    if visit.session is not stored and visit.session != Session(tag=""):
        uow.keep_session(inbound.conversation, visit.session)
    return tuple(visit.answers)


def _served(visit: Visit) -> None:
    if not visit.session.tag:
        visit.session = replace(new_session(visit.at), desk=visit.session.desk)
    if not visit.staff.reachable and visit.inbound.bot == visit.house.alert_bot:
        note_reach(visit, yes=True)
        visit.staff = replace(visit.staff, reachable=True)
    in_private(visit)
    visit.toast()
