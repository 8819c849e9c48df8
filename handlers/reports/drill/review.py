"""The after-action review as a document: sections in their order, each left out where it would say nothing."""

from __future__ import annotations

from handlers.drills.marking import mark_words
from handlers.reports.drill import sections
from handlers.reports.drill.found import Found, Review
from handlers.reports.paper import Paper

SECTIONS = (
    sections.facts,
    sections.objectives,
    sections.timeline,
    sections.expectations,
    sections.steps,
    sections.teams,
    sections.strong,
    sections.weak,
    sections.remarks,
    sections.actions,
    sections.evidence,
    sections.integrity,
)


def review_paper(found: Found, language: str) -> Paper:
    """The review, in one language; it bears the exercise mark on every page."""
    review = Review(found, language)
    run, say = found.run, review.say
    made = [section for write in SECTIONS if (section := write(review)) is not None]
    return Paper(
        number=f"{mark_words(language)} · {run.number}",
        date=review.dated(found.now),
        title=say("After-action review"),
        subtitle=run.scenario.title.text(language),
        sections=tuple(made),
        foot=mark_words(language),
        language=language,
        photos=sections.photo_digests(review),
    )
