"""A status update is owed: whoever speaks for the case is asked for it, and reminded when it is due."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.cards import clock_time
from handlers.cases import Case, Status
from handlers.delivery import Lane, Notice
from handlers.desk.cases.copies import copies_in_use
from handlers.desk.cases.resting import left_alone_until
from handlers.desk.updates.watch import ask_at, mark_of, question_key, wait_for_question
from handlers.desk.updates.words import update_rows
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, Span
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.updates.asking import speaker
from handlers.updates.cadence import Updates
from handlers.updates.deciding import asked, is_owed
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases


def update_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Asks whoever speaks for the case, once they are at work. A timer that was overtaken on its way does nothing."""
    case = uow.case(event.data["case"])
    if case is None or case.updates is None or case.status is not Status.ACKNOWLEDGED:
        return
    if event.data["mark"] != mark_of(case.updates):
        return
    visit = from_muster(inbound, uow, house)
    if (later := left_alone_until(visit, case)) is not None:
        ask_at(visit, case, later)
        return
    changed = replace(case, updates=asked(case.updates, uow.now))
    uow.keep_case(changed)
    person = speaker(changed, uow.directory)
    if person is not None and person.telegram is not None and changed.updates is not None:
        _ask(visit, changed, changed.updates, person, person.telegram)
    wait_for_question(visit, changed)


def _ask(visit: Visit, case: Case, updates: Updates, holder: Staff, chat: int) -> None:
    """One that still waits to be sent gives way to the newer one."""
    copy = next((copy for copy in copies_in_use(visit, case) if copy.chat == chat), None)
    say = phrases(holder.language)
    bot = visit.house.alert_bot if holder.reachable else visit.house.staff_bot
    words = _question(visit, case, updates, say) + (f"\n{case.headline}" if case.headline else "")
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            copy.bot if copy else bot,
            chat,
            Message((Span(words),), update_rows(case, say)),
            lane=Lane.ALERT if case.kind is Kind.EMERGENCY else Lane.PROMPT,
            reply_to=copy.notice if copy else None,
            case=case.id,
            staff=holder.id,
            key=question_key(case),
            language=holder.language,
        )
    )


def _question(visit: Visit, case: Case, updates: Updates, say: Phrases) -> str:
    assert updates.due is not None
    when = clock_time(updates.due, visit.directory, visit.uow.now, say.language)
    if is_owed(updates, visit.uow.now):
        return "⏰ " + say(
            "{number}: the others wait for an update since {time}. How does it stand?", number=case.number, time=when
        )
    return say("{number}: how does it stand? The others expect an update by {time}.", number=case.number, time=when)
