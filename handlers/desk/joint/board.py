"""What whoever leads a joint review sees: who has said what, who has not, and the way to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.joint.words import about_lines, when_words
from handlers.desk.team.teamwork import case_button
from handlers.desk.telling.lead import can_be_reached
from handlers.desk.visit import Visit
from handlers.incidents.joint import JointReview
from handlers.incidents.review_words import standing_lines, title
from handlers.messages import Message, Span
from handlers.people import Role, Staff
from playbooks.phrases import Phrases, phrases

Words = Callable[[Phrases], str]


def board(visit: Visit, case: Case, review: JointReview, say: Phrases, opening: str = "") -> Message:
    """All of it in one message."""
    lines = [*about_lines(visit, case, review, say), *standing_lines(review, visit.directory, say)]
    # TRANSLATORS: The day by which departments are to answer: “By Tue 3 Nov”.
    lines.append(say("By {day}", day=when_words(visit, review.due, say)))
    # TRANSLATORS: Buttons for whoever leads a joint review.
    decide = case_button(case, say("Decide"), f"rv-dec={review.number}", "primary")
    off = case_button(case, say("Call it off"), f"rv-off={review.number}")
    first = [Span(f"{opening}\n", "bold")] if opening else []
    head = Span(title(case, say), "bold")
    details = case_button(case, say("Details"), "show")
    return Message((*first, head, Span("\n" + "\n".join(lines))), ((decide, off), (details,)))


def tell_lead(visit: Visit, case: Case, review: JointReview, opening: Words) -> None:
    """To whoever leads it, unless it is they who did it; where they cannot be reached, to the managers."""
    for person in _leads(visit, review):
        if person.id != visit.staff.id and person.telegram is not None:
            say = phrases(person.language)
            visit.uow.queue(
                Notice(
                    visit.uow.new_id(),
                    visit.house.alert_bot,
                    person.telegram,
                    board(visit, case, review, say, opening(say)),
                    lane=Lane.ROUTINE,
                    case=case.id,
                    staff=person.id,
                    language=say.language,
                )
            )


def _leads(visit: Visit, review: JointReview) -> Iterator[Staff]:
    lead = visit.directory.staff_by_id.get(review.lead)
    if lead is not None and can_be_reached(lead):
        yield lead
        return
    managers = (Role.DUTY_MANAGER, Role.ADMIN)
    yield from (person for person in visit.directory.staff if person.role in managers and can_be_reached(person))
