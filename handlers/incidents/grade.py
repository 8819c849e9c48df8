"""A grade: how likely, how bad, and what the organisation's matrix makes of it.

Kept by the ids of the matrix as it was: whoever reads a case years later, under another matrix, still sees what was
said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.given import Given
from handlers.incidents.matrix import Matrix, Rung, scaled
from playbooks.model import Scores, Severity
from playbooks.model.incidents import FIVE


@dataclass(frozen=True, slots=True)
class Grade:
    """`by` (a staff id) graded it; None: the reporter's answers did."""

    likelihood: str
    impact: str
    level: str
    at: datetime
    by: str | None = None

    @property
    def data(self) -> dict[str, str]:
        """For the timeline."""
        return {"likelihood": self.likelihood, "impact": self.impact, "level": self.level}


def graded(matrix: Matrix, likelihood: int, impact: int, at: datetime, by: str | None = None) -> Grade:
    """The grade of a cell, named by its positions from 0."""
    level = matrix.level_at(likelihood, impact)
    return Grade(matrix.likelihood[likelihood].id, matrix.impact[impact].id, level.id, at, by)


def suggested(given: Given, matrix: Matrix) -> tuple[int | None, int | None]:
    """How likely and how bad the reporter's answers say it is, as positions; None where they do not."""
    grading = given.playbook.grading
    if grading is None:
        return None, None
    return (
        _position(given, grading.likelihood, matrix.likelihood),
        _position(given, grading.impact, matrix.impact),
    )


def by_answers(given: Given, matrix: Matrix) -> Grade | None:
    """The grade that the reporter's answers are, where the playbook takes their word for it."""
    likelihood, impact = suggested(given, matrix)
    grading = given.playbook.grading
    if grading is None or grading.by != "reporter" or likelihood is None or impact is None:
        return None
    return graded(matrix, likelihood, impact, given.now)


def _position(given: Given, scores: Scores | None, rungs: tuple[Rung, ...]) -> int | None:
    answer: Any = given.answers.get(scores.question) if scores is not None else None
    score = scores.scores.get(answer) if scores is not None and isinstance(answer, str) else None
    return None if score is None else scaled(score, FIVE, len(rungs))


def lifted(severity: Severity, grade: Grade | None, matrix: Matrix) -> Severity:
    """A severity, raised to what the grade demands at least."""
    level = matrix.level(grade.level) if grade is not None else None
    if level is None or level.severity is None:
        return severity
    order = tuple(Severity)
    return max(severity, level.severity, key=order.index)


def same_grade(before: Grade | None, now: Grade | None) -> Grade | None:
    """`now`; where nothing but the time differs, what was there before: it has not been graded again."""
    same = before is not None and now is not None and (before.data, before.by) == (now.data, now.by)
    return before if same else now
