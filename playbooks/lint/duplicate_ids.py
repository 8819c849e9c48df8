"""An id names one thing.

Good:
    questions:
      - {id: where, type: text, ask: Where?}
      - {id: who, type: text, ask: Who?}
Bad:
    questions:
      - {id: where, type: text, ask: Where?}
      - {id: where, type: text, ask: Where else?}
Bad:
    steps:
      - {id: call, text: Call}
      - {id: call, text: Call again}
Bad:
    levels: [{id: red, name: Amber}, {id: red, name: Red}]
Bad:
    resolution: {outcomes: [{id: done, label: Done}, {id: done, label: Not done}]}
Bad:
    steps:
      - {id: call, text: Call, steps: [{id: leave, text: Leave your name}]}
      - {id: leave, text: Leave}
Bad:
    steps:
      - {id: ask, text: Fire?, decide: [{id: "yes", label: Fire}, {id: "yes", label: Smoke}]}
Bad:
    questions:
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: A}, {id: a, label: B}]}
Bad:
    questions:
      - {id: name, type: text, ask: Your name?}
      - id: injured
        type: repeat
        ask: Who was hurt?
        each: Person
        questions: [{id: name, type: text, ask: Name?}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from playbooks.lint.subject import Location, Subject, asked, stepped
from playbooks.model import RepeatQuestion
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    playbook = subject.playbook
    yield from _twice(subject, ("questions",), playbook.questions)
    for name in ("roles", "tracks", "variables", "levels"):
        yield from _twice(subject, (name,), getattr(playbook, name))
    yield from _steps(subject)
    if playbook.resolution is not None:
        yield from _twice(subject, ("resolution", "outcomes"), playbook.resolution.outcomes)
    for index, level in enumerate(playbook.levels):
        yield from _twice(subject, ("levels", index, "reports"), level.reports)
    for item in asked(playbook):
        yield from _twice(subject, (*item.location, "choices"), getattr(item.question, "choices", ()))
        if isinstance(item.question, RepeatQuestion):
            yield from _twice(subject, (*item.location, "questions"), item.question.questions)
        elif item.repeat is not None and item.question.id in playbook.question_by_id:
            wrong = f"`{item.question.id}` is also a question outside this group, and hides it here"
            yield subject.warning((*item.location, "id"), wrong, "give one of them another id")


def _steps(subject: Subject) -> Iterator[Problem]:
    seen: set[str] = set()
    for location, step in stepped(subject.playbook):
        if step.id in seen:
            yield subject.error((*location, "id"), f"`{step.id}` is used twice", "give one of them another id")
        seen.add(step.id)
        yield from _twice(subject, (*location, "decide"), step.decide)


def _twice(subject: Subject, location: Location, parts: Iterable[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, part in enumerate(parts):
        if part.id in seen:
            yield subject.error((*location, index, "id"), f"`{part.id}` is used twice", "give one of them another id")
        seen.add(part.id)
