"""A case's joint reviews where somebody reads about it in full: lines and buttons."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.cases import Case
from handlers.desk.incidents.answering import is_gradable
from handlers.desk.joint.words import when_words
from handlers.desk.team.teamwork import case_button
from handlers.desk.visit import Visit
from handlers.incidents.joint import JointReview, open_review
from handlers.incidents.review_words import (
    decision_line,
    group_name,
    question_words,
    standing_lines,
)
from handlers.messages import Row, Span
from handlers.rights import may_decide, may_grade, may_speak_for
from handlers.taps import mark
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases


def reviews_of(visit: Visit, case: Case, say: Phrases) -> list[Span]:
    """Every joint review of the case: what was asked, what each group said, what was decided."""
    spans: list[Span] = []
    for review in case.reviews:
        # TRANSLATORS: Heading over what several departments said of an incident.
        spans.append(Span("\n\n" + say("Joint review:"), "bold"))
        spans.append(Span("\n" + "\n".join(_lines(visit, review, say))))
    return spans


def _lines(visit: Visit, review: JointReview, say: Phrases) -> list[str]:
    lead = labelled(name_of(review.lead, visit.directory), question_words(review, say), say.language)
    lines = [lead, *standing_lines(review, visit.directory, say)]
    if review.decision is not None:
        lines.append(decision_line(review.decision, visit.directory, say))
    elif review.off:
        lines.append(say("Called off."))
    else:
        lines.append(say("By {day}", day=when_words(visit, review.due, say)))
    return lines


def review_rows(visit: Visit, case: Case) -> tuple[Row, ...]:
    """Calling one, deciding the one that goes on, and answering for one's group."""
    say, review = visit.say, open_review(case.reviews)
    if review is None:
        if not is_gradable(case) or not may_grade(visit.staff, case, visit.directory):
            return ()
        # TRANSLATORS: Button: ask several departments what they think of an incident, and record what is decided.
        return ((case_button(case, say("Call a joint review"), "rv"),),)
    rows: list[Row] = []
    if may_decide(visit.staff, review):
        decide = case_button(case, say("Decide the joint review"), f"rv-dec={review.number}")
        rows.append((decide, case_button(case, say("Call it off"), f"rv-off={review.number}")))
    for group in review.groups:
        found = visit.directory.group_by_id.get(group)
        if found is not None and may_speak_for(visit.staff, found):
            name = group_name(group, visit.directory, say)
            # TRANSLATORS: Button: say what a department thinks: “Answer for Safety office”.
            label = say("Answer for {group}", group=name)
            rows.append((case_button(case, label, f"rv-ask={mark(group)}"),))
    return tuple(rows)
