"""Somebody has just taken an incident: they are asked its grade, or what it is about, where its playbook says so."""

from __future__ import annotations

from handlers.cases import Case
from handlers.delivery import Notice
from handlers.desk.cases.copies import copies_in_use, lane_of
from handlers.desk.incidents.answering import given_now, is_gradable
from handlers.desk.incidents.categories import area_question, wants_category
from handlers.desk.incidents.grading import likelihood_question
from handlers.desk.visit import Visit
from handlers.messages import Message
from handlers.people import Staff
from playbooks.phrases import Phrases, phrases


def ask_findings(visit: Visit, case: Case, person: Staff) -> None:
    """The first question that is open, in their private chat; what comes after follows from the answer."""
    say = phrases(person.language)
    question = _question(visit, case, say) if is_gradable(case) else None
    if question is None or person.telegram is None:
        return
    copy = next((copy for copy in copies_in_use(visit, case) if copy.chat == person.telegram), None)
    bot = visit.house.alert_bot if person.reachable else visit.house.staff_bot
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            copy.bot if copy is not None else bot,
            person.telegram,
            question,
            lane=lane_of(case),
            case=case.id,
            staff=person.id,
            key=f"findings:{case.id}:{person.id}",
            language=person.language,
        )
    )


def _question(visit: Visit, case: Case, say: Phrases) -> Message | None:
    if wants_grade(visit, case):
        return likelihood_question(visit, case, say)
    return area_question(case, say) if wants_category(visit, case) else None


def wants_grade(visit: Visit, case: Case) -> bool:
    """Whether somebody who is responsible is still to grade it."""
    grading = given_now(visit, case).playbook.grading
    return grading is not None and grading.by == "duty-manager" and case.grade is None
