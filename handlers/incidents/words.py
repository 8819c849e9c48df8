"""Categories and grades in words."""

from __future__ import annotations

from handlers.incidents.category import About
from handlers.incidents.grade import Grade
from handlers.incidents.matrix import MARKS, Matrix, RiskLevel, Rung
from playbooks.locale_format import labelled
from playbooks.model import Area, Node
from playbooks.phrases import Phrases, phrases


def area_name(area: Area, say: Phrases) -> str:
    """The word for what an incident is about."""
    return {
        # TRANSLATORS: What an incident is about, on buttons and cards: one of five kinds of risk that a service has.
        Area.PEOPLE: say("People"),
        Area.TECHNOLOGY: say("Technology"),
        Area.ENVIRONMENT: say("Environment"),
        # TRANSLATORS: What an incident is about: how the house is run (rules, planning, staffing).
        Area.MANAGEMENT: say("Management"),
        Area.SERVICE_QUALITY: say("Service quality"),
    }[area]


def node_name(node: Node, say: Phrases) -> str:
    """The word for where in the way of an order something went wrong."""
    return {
        # TRANSLATORS: The four key nodes of an order: it is taken in, passed on, carried out, checked and accepted.
        Node.INTAKE: say("Order intake"),
        Node.DISPATCH: say("Dispatch"),
        Node.EXECUTION: say("Execution"),
        Node.ACCEPTANCE: say("Acceptance"),
    }[node]


def about_words(about: About | None, say: Phrases) -> str:
    """“Technology · Dispatch”; empty when nothing is known."""
    if about is None:
        return ""
    names = [area_name(about.area, say)] if about.area is not None else []
    names += [node_name(about.node, say)] if about.node is not None else []
    return " · ".join(names)


def about_line(about: About | None, say: Phrases) -> str:
    """The line of a card; empty when nothing is known."""
    words = about_words(about, say)
    # TRANSLATORS: What an incident is about: “Category: Technology · Dispatch”.
    return labelled(say("Category"), words, say.language) if words else ""


def level_words(level_id: str, matrix: Matrix, language: str) -> str:
    """“🟧 High”; an id where the matrix has no such level any more."""
    level = matrix.level(level_id)
    return level_id if level is None else marked(level, language)


def marked(level: RiskLevel, language: str) -> str:
    """A level with the mark of its colour."""
    return f"{MARKS[level.colour]} {level.name.text(language)}"


def unmarked(words: str) -> str:
    """Without the marks of colours, for paper: its letters have none."""
    for mark in MARKS.values():
        words = words.replace(f"{mark} ", "")
    return words


def rung_words(rung_id: str, rungs: tuple[Rung, ...], language: str) -> str:
    """The name of a step of a scale; an id where there is no such step any more."""
    return next((rung.name.text(language) for rung in rungs if rung.id == rung_id), rung_id)


def grade_words(grade: Grade, matrix: Matrix, language: str) -> str:
    """“🟧 High (Likely × Moderate)”."""
    say = phrases(language)
    likelihood = rung_words(grade.likelihood, matrix.likelihood, language)
    impact = rung_words(grade.impact, matrix.impact, language)
    level = level_words(grade.level, matrix, language)
    # TRANSLATORS: A grade by the risk matrix: “High (Likely × Moderate)”.
    return say("{level} ({likelihood} × {impact})", level=level, likelihood=likelihood, impact=impact)


def grade_line(grade: Grade | None, matrix: Matrix, say: Phrases) -> str:
    """The line of a card; empty while nobody graded it."""
    if grade is None:
        return ""
    # TRANSLATORS: How likely and how bad an incident is, by the risk matrix: “Risk: High (Likely × Moderate)”.
    return labelled(say("Risk"), grade_words(grade, matrix, say.language), say.language)
