"""What says what an incident is about, and how it is graded, looks at questions that can tell.

Good:
    kind: incident
    questions:
      - {id: about, type: choice, ask: About?, choices: [{id: people, label: People}, {id: management, label: Rules}]}
      - {id: likely, type: choice, ask: Likely?, choices: [{id: rarely, label: Rarely}, {id: soon, label: Soon}]}
    category: {area: people, area_from: about}
    grading: {likelihood: {question: likely, scores: {rarely: 1, soon: 4}}}
Bad:
    kind: complaint
    grading: {by: duty-manager}
Bad:
    kind: emergency
    category: {area: people}
Bad:
    kind: incident
    questions:
      - {id: about, type: text, ask: About?}
    category: {area_from: about}
Bad:
    kind: incident
    category: {node_from: nothing}
Bad:
    kind: incident
    questions:
      - {id: about, type: choice, ask: About?, choices: [{id: people, label: People}, {id: machine, label: Machine}]}
    category: {area_from: about}
Bad:
    kind: incident
    questions:
      - {id: likely, type: choice, ask: Likely?, choices: [{id: rarely, label: Rarely}, {id: soon, label: Soon}]}
    grading: {likelihood: {question: likely, scores: {rarely: 1, son: 4}}}
Bad:
    kind: incident
    questions:
      - {id: likely, type: choice, ask: Likely?, choices: [{id: rarely, label: Rarely}, {id: soon, label: Soon}]}
    grading: {likelihood: {question: likely, scores: {rarely: 1}}}
Bad:
    kind: incident
    questions: [{id: likely, type: yes_no, ask: Likely?}]
    grading: {impact: {question: likely, scores: {"yes": 5}}}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from playbooks.lint.subject import Location, Subject
from playbooks.model import Area, ChoiceQuestion, Kind, Node, Scores
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    yield from _only_incidents(subject)
    category, grading = subject.playbook.category, subject.playbook.grading
    if category is not None:
        yield from _named(subject, ("category", "area_from"), category.area_from, Area, "an area")
        yield from _named(subject, ("category", "node_from"), category.node_from, Node, "a node")
    if grading is not None:
        yield from _scored(subject, ("grading", "likelihood"), grading.likelihood)
        yield from _scored(subject, ("grading", "impact"), grading.impact)


def _only_incidents(subject: Subject) -> Iterator[Problem]:
    for name in ("category", "grading"):
        if getattr(subject.playbook, name) is not None and subject.playbook.kind is not Kind.INCIDENT:
            yield subject.error((name,), f"only an incident has a {name}", "leave it out")


def _named(subject: Subject, place: Location, name: str | None, known: type[StrEnum], what: str) -> Iterator[Problem]:
    """A question of which every choice is called as one of `known`."""
    if name is None:
        return
    question = subject.playbook.question_by_id.get(name)
    if not isinstance(question, ChoiceQuestion):
        yield _no_choice_question(subject, place, name)
        return
    for choice in question.choices:
        if choice.id not in tuple(known):
            wrong = f"`{name}` has the choice `{choice.id}`, which is not {what}"
            yield subject.error(place, wrong, instead(choice.id, known))


def _scored(subject: Subject, place: Location, scores: Scores | None) -> Iterator[Problem]:
    if scores is None:
        return
    question = subject.playbook.question_by_id.get(scores.question)
    if not isinstance(question, ChoiceQuestion):
        yield _no_choice_question(subject, (*place, "question"), scores.question)
        return
    choices = [choice.id for choice in question.choices]
    for name in scores.scores:
        if name not in choices:
            wrong = f"`{scores.question}` has no choice `{name}`"
            yield subject.error((*place, "scores", name), wrong, instead(name, choices))
    if missing := [choice for choice in choices if choice not in scores.scores]:
        wrong = f"`{missing[0]}` has no score"
        yield subject.error((*place, "scores"), wrong, f"say how much it is, from 1 to 5: `{missing[0]}: 3`")


def _no_choice_question(subject: Subject, place: Location, name: str) -> Problem:
    known: Iterable[str] = (q.id for q in subject.playbook.questions if isinstance(q, ChoiceQuestion))
    return subject.error(place, f"there is no choice question `{name}`", instead(name, known))
