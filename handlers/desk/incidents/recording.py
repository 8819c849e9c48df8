"""What was found about an incident, on its timeline: a category or a grade that changed, beside the one before."""

from __future__ import annotations

from handlers.cases import Case, Happening
from handlers.desk.visit import Visit
from handlers.incidents.entry_words import CATEGORY, GRADED


def record_findings(visit: Visit, before: Case, after: Case) -> None:
    """Notes what differs; who said so is the actor, and nobody where the answers did."""
    for happening in findings(before, after):
        visit.uow.record(after.id, happening)


def findings(before: Case, after: Case) -> list[Happening]:
    """The entries for what changed between two states of a case."""
    found = []
    if before.grade != after.grade:
        was = {"before": before.grade.data} if before.grade is not None else {}
        now, by = (after.grade.data, after.grade.by) if after.grade is not None else ({}, None)
        found.append(Happening(GRADED, by, {**now, **was}))
    if before.about != after.about:
        was = {"before": before.about.data} if before.about is not None else {}
        said, by = (after.about.data, after.about.by) if after.about is not None else ({}, None)
        found.append(Happening(CATEGORY, by, {**said, **was}))
    return found
