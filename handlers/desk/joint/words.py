"""What is said of a joint review before what a group says: the case in one line, how bad it is, the question."""

from __future__ import annotations

from datetime import date

from handlers.alerts.cards import name_of
from handlers.cases import Case
from handlers.desk.actions.waiting import today
from handlers.desk.cases.guarding import headline_for_all
from handlers.desk.visit import Visit
from handlers.incidents.joint import JointReview
from handlers.incidents.review_words import question_words
from handlers.incidents.words import grade_line
from playbooks.locale_format import labelled, weekday
from playbooks.phrases import Phrases


def when_words(visit: Visit, on: date, say: Phrases) -> str:
    """`Tue 3 Nov`."""
    return weekday(on, say.language, today(visit))


def about_lines(visit: Visit, case: Case, review: JointReview, say: Phrases) -> list[str]:
    """What it is about: the case in one line, how bad it is, the question."""
    lead = name_of(review.lead, visit.directory)
    # TRANSLATORS: “Ana asks: Should the ramp be closed when it rains?”
    asks = labelled(say("{name} asks", name=lead), question_words(review, say), say.language)
    return [
        line for line in (headline_for_all(case), grade_line(case.grade, visit.directory.risk, say), asks) if line
    ]
