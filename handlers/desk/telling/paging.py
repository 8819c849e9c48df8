"""Asking people to take a case: the card for whoever does not have it, a short reply to it for whoever does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.alerts.addressing import Addressed, Recipient
from handlers.cases import Case, Happening, Status
from handlers.desk.cases.casework import send_card
from handlers.desk.cases.copies import amend_cards, copies_in_use
from handlers.desk.cases.news import News, tell_copy
from handlers.desk.telling.outside import follow_outside, send_outside
from handlers.desk.telling.watching import wait_for_next
from handlers.desk.visit import Visit
from handlers.escalation.deciding import step_at
from handlers.escalation.policy import Step
from handlers.escalation.targets import other_groups, targets, why_nobody
from handlers.messages import Button, Row
from handlers.taps import Tap
from playbooks.phrases import Phrases

Words = Callable[[Phrases], str]


def take_step(visit: Visit, case: Case, index: int, words: Words, **more: str) -> Case:
    """Takes step number `index`: asks its people, notes it, and begins the next wait if nobody has the case."""
    escalation = case.escalation
    assert escalation is not None
    step = step_at(escalation.policy, index)
    changed = replace(
        case,
        groups=tuple(dict.fromkeys([*case.groups, *other_groups(step, visit.directory)])),
        version=case.version + 1,
        escalation=replace(escalation, drawn=case.version + 1, done=index + 1, asked_at=visit.uow.now, over=False),
    )
    changed = wait_for_next(visit, changed) if changed.status is Status.OPEN else changed
    visit.uow.keep_case(changed)
    asked = targets(step, changed, visit.directory, visit.uow.now)
    _note(visit, changed, step, asked, passed_over(visit, case, index), more)
    amend_cards(visit, changed)
    if "group" in step.notify:
        follow_outside(visit, case, News(words))
    send_outside(visit, changed, told=case.groups)
    _ask(visit, changed, asked, words)
    return changed


def passed_over(visit: Visit, case: Case, until: int) -> list[dict[str, Any]]:
    """The steps before number `until` that nobody could be asked in, each with why, for the timeline."""
    escalation = case.escalation
    assert escalation is not None
    numbered = ((number, step_at(escalation.policy, number)) for number in range(escalation.done, until))
    return [
        {
            "step": number + 1,
            "notify": list(step.notify),
            "why": why_nobody(step, case, visit.directory, visit.uow.now),
        }
        for number, step in numbered
    ]


def _note(
    visit: Visit, case: Case, step: Step, asked: Addressed, passed: list[dict[str, Any]], more: dict[str, str]
) -> None:
    assert case.escalation is not None
    data: dict[str, Any] = {
        "step": case.escalation.done,
        "notify": list(step.notify),
        "groups": [recipient.group for recipient in asked.recipients if recipient.group],
        "people": [recipient.staff for recipient in asked.recipients if recipient.staff],
        **more,
    }
    if passed:
        data["passed"] = passed
    if asked.off_shift:
        data["off_shift"] = list(asked.off_shift)
    if asked.without_account:
        data["without_account"] = list(asked.without_account)
    visit.uow.record(case.id, Happening("escalated", visit.staff.id or None, data))


def _ask(visit: Visit, case: Case, asked: Addressed, words: Words) -> None:
    """Whoever asks, and whoever has the case, need not be asked."""
    copies = {copy.chat: copy for copy in copies_in_use(visit, case)}
    for recipient in asked.recipients:
        if recipient.staff is not None and recipient.staff in (visit.staff.id, case.acknowledged_by):
            continue
        copy = copies.get(recipient.chat)
        if copy is None:
            send_card(visit, case, recipient)
        if copy is not None or case.status is not Status.OPEN:
            _remind(visit, case, recipient, words)


def _remind(visit: Visit, case: Case, recipient: Recipient, words: Words) -> None:
    newest = {copy.chat: copy for copy in copies_in_use(visit, case)}
    tell_copy(visit, case, newest[recipient.chat], News(words, rows=take_rows(case)))


def take_rows(case: Case) -> Callable[[Phrases], tuple[Row, ...]]:
    """A button with which to take it, where nobody has it."""

    def rows(say: Phrases) -> tuple[Row, ...]:
        ack = Button(say("Acknowledge"), Tap("c", case.id, case.version, "ack").data, "primary")
        return ((ack,),) if case.status is Status.OPEN else ()

    return rows
