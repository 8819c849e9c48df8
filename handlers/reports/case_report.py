"""A case as a document: number, date, title, and a section for everything that is known of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from handlers.cases import Run
from handlers.messages import Document
from handlers.reports.paper import Paper, Section
from handlers.reports.record import Reading
from handlers.reports.sections.actions import corrective_actions
from handlers.reports.sections.answers import reported
from handlers.reports.sections.checklist import checklist
from handlers.reports.sections.deadlines import deadlines
from handlers.reports.sections.evidence import evidence, shown_photos
from handlers.reports.sections.facts import facts
from handlers.reports.sections.integrity import integrity
from handlers.reports.sections.joint_reviews import joint_reviews
from handlers.reports.sections.people import people
from handlers.reports.sections.reach import reach
from handlers.reports.sections.review import review
from handlers.reports.sections.roll import roll_calls
from handlers.reports.sections.timeline import timeline

#: What a report consists of, in this order. Whoever keeps something more with a case adds the function that tells it;
#: one that has nothing to say gives None.
SECTIONS: Final[tuple[Callable[[Reading], Section | None], ...]] = (
    facts,
    reported,
    deadlines,
    checklist,
    roll_calls,
    timeline,
    people,
    reach,
    joint_reviews,
    review,
    corrective_actions,
    evidence,
    integrity,
)


def case_paper(reading: Reading) -> Paper:
    """The report for one reader, in their language."""
    case, say = reading.case, reading.say
    title = reading.playbook.title.text(reading.language)
    if case.run is Run.DRILL:
        # TRANSLATORS: Title of the report of an exercise, not of a real case.
        title = say("Drill: {title}", title=title)
    sections = (section(reading) for section in SECTIONS)
    return Paper(
        case.number,
        reading.date_and_time(reading.record.now),
        title,
        _subtitle(reading),
        tuple(section for section in sections if section is not None),
        _foot(reading),
        reading.language,
        shown_photos(reading),
    )


def case_document(reading: Reading) -> Document:
    """The same as a PDF that goes with a message."""
    return case_paper(reading).document(f"{reading.case.number}.pdf")


def _subtitle(reading: Reading) -> str:
    say = reading.say
    words = say("Report of {number}", number=reading.case.number)
    if reading.personal:
        return words
    # TRANSLATORS: Under the title of a report from which names and numbers of customers were taken out.
    return f"{words} · " + say("without personal data")


def _foot(reading: Reading) -> str:
    name = reading.directory.name
    if reading.made_for is None:
        return name
    # TRANSLATORS: At the bottom of a report: for whom it was made.
    return f"{name} · " + reading.say("made for {name}", name=reading.name(reading.made_for))
