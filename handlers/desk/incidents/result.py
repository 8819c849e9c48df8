"""A grade in words, for those who gave it and for those who look it up, and what can be done next."""

from __future__ import annotations

from handlers.alerts.cards import clock_time, name_of, severity_name
from handlers.cases import Case
from handlers.desk.cases.news import about
from handlers.desk.team.teamwork import case_button
from handlers.desk.visit import Visit
from handlers.incidents.grade import Grade
from handlers.incidents.joint import open_review
from handlers.incidents.matrix import Matrix, Rung
from handlers.incidents.picture import matrix_picture
from handlers.incidents.words import about_words, level_words, rung_words
from handlers.messages import Button, Message, Picture, Row, Span
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases


def graded_message(visit: Visit, case: Case, say: Phrases) -> Message:
    """What the grade is and what follows from it, with the matrix as a picture, and the ways to change it."""
    assert case.grade is not None
    lines = grade_lines(case.grade, visit.directory.risk, say)
    lines.append(labelled(say("Severity"), severity_name(case.severity, say), say.language))
    lines += [labelled(say("Category"), words, say.language)] if (words := about_words(case.about, say)) else []
    rows: tuple[Row, ...] = ((_again(case, say), _category(case, say)),)
    level = visit.directory.risk.level(case.grade.level)
    if level is not None and level.review and open_review(case.reviews) is None:
        rows += ((case_button(case, say("Call a joint review"), "rv"),),)
    spans = (Span(f"✓ {case.number}", "bold"), Span("\n" + "\n".join(lines)))
    return Message(spans, rows, attached=_picture(visit, case, case.grade, say))


def matrix_message(visit: Visit, case: Case, grade: Grade, say: Phrases) -> Message:
    """The matrix for somebody who looks it up; the words under it say the same."""
    lines = [*grade_lines(grade, visit.directory.risk, say), graded_by(visit, grade, say)]
    spans = (Span(case.number, "bold"), Span(about(case) + "\n" + "\n".join(lines)))
    return Message(spans, attached=_picture(visit, case, grade, say))


def _picture(visit: Visit, case: Case, grade: Grade, say: Phrases) -> Picture:
    risk, language = visit.directory.risk, say.language
    level = risk.level(grade.level)
    named = level.name.text(language) if level is not None else grade.level
    result = [labelled(say("Risk"), named, language), *_halves(grade, risk, say), graded_by(visit, grade, say)]
    edition = visit.uow.editions.by_digest(case.edition)
    title = f"{case.number} · {edition.playbook.title.text(language)}" if edition is not None else case.number
    return matrix_picture(risk, grade, title, case.headline, result, say)


def graded_by(visit: Visit, grade: Grade, say: Phrases) -> str:
    """Whose word it is, and since when."""
    by = name_of(grade.by, visit.directory) if grade.by is not None else say("the reporter")
    when = clock_time(grade.at, visit.directory, visit.uow.now, say.language)
    # TRANSLATORS: Whose word the grade of an incident is: “Graded by: Ana 14:02”.
    return labelled(say("Graded by"), f"{by} {when}", say.language)


def grade_lines(grade: Grade, matrix: Matrix, say: Phrases) -> list[str]:
    """The whole of a grade in words: for those who cannot load a picture."""
    language = say.language
    # TRANSLATORS: What the risk matrix makes of how likely and how bad an incident is: “Risk: 🟧 High”.
    risk = labelled(say("Risk"), level_words(grade.level, matrix, language), language)
    return [risk, *_halves(grade, matrix, say)]


def _halves(grade: Grade, matrix: Matrix, say: Phrases) -> list[str]:
    return [
        labelled(say("Likelihood"), _placed(grade.likelihood, matrix.likelihood, say), say.language),
        labelled(say("Impact"), _placed(grade.impact, matrix.impact, say), say.language),
    ]


def _placed(rung_id: str, rungs: tuple[Rung, ...], say: Phrases) -> str:
    """“Likely (4 of 5)”; the name alone where the scale has changed since."""
    name = rung_words(rung_id, rungs, say.language)
    place = next((number for number, rung in enumerate(rungs, 1) if rung.id == rung_id), None)
    # TRANSLATORS: A step of a scale: “Likely (4 of 5)”.
    return name if place is None else say("{name} ({n} of {total})", name=name, n=place, total=len(rungs))


def _again(case: Case, say: Phrases) -> Button:
    # TRANSLATORS: Button: say anew how likely and how bad it is.
    return case_button(case, say("Grade again"), "risk")


def _category(case: Case, say: Phrases) -> Button:
    # TRANSLATORS: Button: say what an incident is about (people, technology, …).
    return case_button(case, say("Change the category"), "cat")
