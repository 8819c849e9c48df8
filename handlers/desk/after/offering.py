"""The review of an emergency is offered while everybody is still there, and once more the next morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.alerts.addressing import Recipient
from handlers.cases import Case, Status
from handlers.delivery import Lane, Notice
from handlers.desk.actions.waiting import morning, today
from handlers.desk.cases.news import about
from handlers.desk.live.telling import in_charge, managers, recipient_of
from handlers.desk.team.teamwork import case_button
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, Row, Span
from handlers.ports import Timer, UnitOfWork
from handlers.rights import may_add_action, may_direct
from playbooks.model import Kind, Report
from playbooks.phrases import Phrases, phrases

KIND = "review"  # of our timers
_DAILY = 7  # mornings on which it is brought up every day
PATIENCE = 2  # mornings on which only whoever led is asked to close it


def offer_review(visit: Visit, case: Case, told: dict[str, Any]) -> None:
    """To whoever ended it: who was told, and what comes now."""
    say = visit.say
    groups, people = len(told["groups"]), len(told["people"])
    lines = ["✅ " + say("{number}: the response is over.", number=case.number)]
    heard = say.many("Told: {n} person", "Told: {n} people", n=people)
    heard += " · " + say.many("{n} group", "{n} groups", n=groups) if groups else ""
    lines.append(heard)
    on = case_button(case, say("Not over: it goes on"), "end-not")
    rows: tuple[Row, ...] = (*_tell_rows(visit, case, say), (on,))
    if visit.uow.drill is None:
        lines.append(say("Look back now, while everybody is still there: it takes a few minutes."))
        rows = (*rows[:-1], _review_button(case, say), (on,))
    visit.tell(Message((Span("\n".join(lines)),), rows), case)
    remind_of_review(visit, case)


def reports_made(visit: Visit, case: Case) -> dict[int, Report]:
    """Those above and outside who were told of it, and not yet that it is over, by their place in the playbook."""
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None or case.stood_down is None:
        return {}
    reports = [report for level in edition.playbook.levels for report in level.reports]
    told, heard = case.reported, case.stood_down.informed
    return {n: report for n, report in enumerate(reports) if report.id in told and report.id not in heard}


def _tell_rows(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    """A tick for each of them."""
    # TRANSLATORS: Button: somebody above or outside, {whom}, has been told that the emergency is over.
    labels = {
        n: say("Told it is over: {whom}", whom=r.text.text(say.language))
        for n, r in reports_made(visit, case).items()
    }
    return tuple((case_button(case, "✓ " + label, f"ov={n}"),) for n, label in labels.items())


def offer_end(visit: Visit, case: Case) -> None:
    """Everything that was to be done at once is settled: whoever is in charge can end the response with two taps."""
    leader = visit.directory.staff_by_id.get(case.team.commander or "")
    if leader is None or leader.telegram is None or not leader.active or case.kind is not Kind.EMERGENCY:
        return
    say = phrases(leader.language)
    words = "✓ " + say("{number}: everything that was to be done at once is settled.", number=case.number)
    end = case_button(case, say("End the response"), "end", "primary")
    message = Message((Span(words),), ((end,),))
    visit.uow.queue(notice_to(visit, case, recipient_of(leader), message, Lane.ALERT, f"end:{case.id}"))


def remind_of_review(visit: Visit, case: Case, times: int = 0) -> None:
    """Sets the timer to the next morning; an emergency that was reviewed and closed by then needs no word.

    After a week of mornings it is once a week. On a drill its trainers look back.
    """
    if visit.uow.drill is not None:
        return
    due = morning(visit, today(visit) + timedelta(days=1 if times < _DAILY else 7))
    data = {"case": case.id, "times": str(times)}
    visit.uow.set_timer(Timer(f"{KIND}:{case.id}", f"{visit.house.staff_bot}:0", due, KIND, data))


def over_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Nobody has looked back yet: whoever led is asked once. Every morning they are, while the case is not closed."""
    case, times = uow.case(event.data["case"]), int(event.data["times"])
    if case is None or not can_be_reviewed(case):
        return
    visit, open_ = from_muster(inbound, uow, house), case.status is Status.ACKNOWLEDGED
    reviewed = is_reviewed(uow, case)
    if not open_ and (reviewed or times):
        return
    recipients = in_charge(visit, case) + (managers(visit, case) if times >= PATIENCE else ())
    for recipient in {one.chat: one for one in recipients}.values():
        uow.queue(_reminder(visit, case, recipient, reviewed=reviewed))
    if open_:
        remind_of_review(visit, case, times + 1)


def _reminder(visit: Visit, case: Case, recipient: Recipient, *, reviewed: bool) -> Notice:
    say = phrases(recipient.language)
    lines = [] if reviewed else ["🔎 " + say("Nobody has looked back on {number} yet.", number=case.number)]
    rows: list[Row] = [] if reviewed else [_review_button(case, say)]
    if case.status is Status.ACKNOWLEDGED:
        lines.insert(0, say("{number} is over, but it is not closed yet.", number=case.number) + about(case))
        rows.append((case_button(case, "☑ " + say("My checklist"), "k.j"), case_button(case, say("Resolve"), "done")))
    message = Message((Span("\n".join(lines)),), tuple(rows))
    return notice_to(visit, case, recipient, message, Lane.ROUTINE, f"{KIND}:{case.id}:{recipient.chat}")


def notice_to(visit: Visit, case: Case, recipient: Recipient, message: Message, lane: Lane, key: str) -> Notice:
    """By the bot that reaches them; one with the same key that still waits gives way."""
    person = visit.directory.staff_by_id.get(recipient.staff or "")
    bot = visit.house.alert_bot if person is None or person.reachable else visit.house.staff_bot
    notice = Notice(visit.uow.new_id(), bot, recipient.chat, message, lane, case=case.id, staff=recipient.staff)
    return replace(notice, key=key, language=recipient.language)


def can_be_reviewed(case: Case) -> bool:
    """Whether it is over: an emergency's response, or the case."""
    if case.status is Status.RESOLVED:
        return True
    return case.kind is Kind.EMERGENCY and case.stood_down is not None and case.status is Status.ACKNOWLEDGED


def is_reviewed(uow: UnitOfWork, case: Case) -> bool:
    """Whether somebody has looked back on it."""
    return any(entry.kind == "reviewed" for entry in uow.timeline(case.id))


def after_rows(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    """What the details offer: end the response, say that it goes on after all, look back."""
    rows: list[Row] = []
    open_emergency = case.kind is Kind.EMERGENCY and case.status in (Status.OPEN, Status.ACKNOWLEDGED)
    if open_emergency and case.stood_down is None and may_direct(visit.staff, case):
        rows.append((case_button(case, say("End the response"), "end"),))
    if visit.uow.drill is None and can_be_reviewed(case) and may_add_action(visit.staff, case, visit.directory):
        # TRANSLATORS: Button: somebody who was affected is to be called afterwards.
        rows.append((*_review_button(case, say), case_button(case, "📞 " + say("Follow somebody up"), "fu")))
    return tuple(rows)


def _review_button(case: Case, say: Phrases) -> Row:
    # TRANSLATORS: Button: look back on a case that is over: what happened, what went well, what did not, and why.
    return (case_button(case, "🔎 " + say("Look back"), "rev", "primary"),)
