"""A case's timer came due: nobody took it, or whoever took it has gone silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.cases import Case, Entry, Happening, Status
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News, tell_reporter
from handlers.desk.cases.releasing import release
from handlers.desk.cases.resting import left_alone_until, others_can_take
from handlers.desk.cases.still_there import ask_taker
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.paging import passed_over, take_step
from handlers.desk.telling.watching import mark_of, reaches, set_timer, wait_for_silence
from handlers.desk.visit import Visit, from_muster
from handlers.escalation.deciding import after_quiet, all_steps, silent_from, step_now
from handlers.escalation.policy import Escalation
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.ports import UnitOfWork
from handlers.proof import SEEN
from playbooks.phrases import Phrases


def case_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Does what is due now. A timer that was overtaken while on its way does nothing."""
    case = uow.case(event.data["case"])
    if case is None or case.escalation is None or event.data["mark"] != mark_of(case):
        return
    visit = from_muster(inbound, uow, house)
    if case.status is Status.OPEN:
        _nobody_took_it(visit, case)
    elif case.status is Status.ACKNOWLEDGED and case.stood_down is None:
        _maybe_silent(visit, case)


def _nobody_took_it(visit: Visit, case: Case) -> None:
    """The next step; one that would fall into quiet hours because the process was away waits for their end."""
    assert case.escalation is not None
    now = visit.uow.now
    due = after_quiet(now, case.escalation.policy.quiet, ZoneInfo(visit.directory.timezone))
    if due > now:
        set_timer(visit, case, due)
        return
    index = step_now(case.escalation, reaches(visit, case))
    if index is None:
        _give_up(visit, case)
        return

    def words(say: Phrases) -> str:
        return say("{number} is not taken yet. Please take it.", number=case.number)

    take_step(visit, case, index, words)


def go_on(visit: Visit, case: Case) -> None:
    """Nobody who was asked last can be reached: the next step is taken now, with no wait for them.

    When all steps have had their turn once, whoever waits for help is told; the repeats keep their waits, because
    people come back.
    """
    escalation, now = case.escalation, visit.uow.now
    if escalation is None or escalation.over:
        return
    if after_quiet(now, escalation.policy.quiet, ZoneInfo(visit.directory.timezone)) > now:
        return
    index = step_now(escalation, reaches(visit, case))
    if index is None or _begins_anew(escalation, index):
        _tell_that_nobody_is_reached(visit, case)
        return

    def words(say: Phrases) -> str:
        return say("Nobody who was asked before can be reached. Please take {number}.", number=case.number)

    take_step(visit, case, index, words, why="unreachable")


def _begins_anew(escalation: Escalation, index: int) -> bool:
    steps = len(escalation.policy.steps)
    return escalation.done > 0 and index // steps > (escalation.done - 1) // steps


def _tell_that_nobody_is_reached(visit: Visit, case: Case) -> None:
    """Once for each time the steps were gone through."""
    assert case.escalation is not None
    data = {"step": case.escalation.done, "chain": case.escalation.chain}
    if any(entry.kind == "unreached" and entry.data == data for entry in visit.uow.timeline(case.id)):
        return
    visit.uow.record(case.id, Happening("unreached", None, data))

    def words(say: Phrases) -> str:
        return say("Nobody can be reached about {number} here just now. Please call them.", number=case.number)

    tell_reporter(visit, case, News(words))


def _give_up(visit: Visit, case: Case) -> None:
    """Says on the card, and to whoever waits for help, that nobody came."""
    if case.escalation is None or case.escalation.over:
        return
    changed = replace(
        case, version=case.version + 1, escalation=replace(case.escalation, over=True, next=None, due=None)
    )
    visit.uow.keep_case(changed)
    data: dict[str, Any] = {"step": case.escalation.done, "over": True}
    if passed := passed_over(visit, case, all_steps(case.escalation)):
        data["passed"] = passed
    visit.uow.record(case.id, Happening("escalated", None, data))
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        return say("Nobody has taken {number} yet, though everybody was asked. Please call them.", number=case.number)

    follow_outside(visit, changed, News(words))
    tell_reporter(visit, changed, News(words))


def _maybe_silent(visit: Visit, case: Case) -> None:
    """Asks whoever has it, unless they did something meanwhile; without an answer it goes back to everybody."""
    assert case.escalation is not None
    entries = visit.uow.timeline(case.id)
    heard = max([case.acknowledged_at or visit.uow.now, *(e.at for e in entries if _does_something(case, e))])
    if case.escalation.due is not None:
        _confirmed_or_not(visit, case, heard)
        return
    asked = max((e.at for e in entries if e.kind == "reminded"), default=None)
    if case.escalation.reminded and asked is not None and heard > asked:
        case = replace(case, escalation=replace(case.escalation, reminded=0))
        visit.uow.keep_case(case)
    _by_silence(visit, case, heard)


def _confirmed_or_not(visit: Visit, case: Case, heard: datetime) -> None:
    """They were given it: whoever did nothing with it since does not have it."""
    assert case.escalation is not None
    if heard == case.acknowledged_at:
        release(visit, case, "silent")
        return
    changed = replace(case, escalation=replace(case.escalation, due=None))
    visit.uow.keep_case(changed)
    _by_silence(visit, changed, heard)


def _does_something(case: Case, entry: Entry) -> bool:
    """Having seen it is not yet doing something."""
    return entry.actor == case.acknowledged_by and entry.kind != SEEN


def _by_silence(visit: Visit, case: Case, heard: datetime) -> None:
    assert case.escalation is not None
    due = silent_from(case.escalation, heard)
    if due is None or due > visit.uow.now:
        wait_for_silence(visit, case, heard)
    elif others_can_take(visit, case):
        release(visit, case, "off shift")
    elif (later := left_alone_until(visit, case)) is not None:
        set_timer(visit, case, later)
    elif case.escalation.reminded and case.escalation.policy.release is not None:
        release(visit, case, "silent")
    else:
        ask_taker(visit, case, heard)
