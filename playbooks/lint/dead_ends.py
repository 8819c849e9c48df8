"""Staff can always get on: every question has an answer they can give, every step a way to finish it.

Good:
    questions:
      - {id: since, type: datetime, ask: Since when?}
    steps:
      - {id: shoot, text: Take a photo, evidence: [photo], evidence_required: true}
Bad:
    questions:
      - {id: since, type: datetime, ask: Since when?, past: false}
Bad:
    steps:
      - {id: shoot, text: Take a photo, evidence_required: true}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: A, when: {question: hurt, equals: yes}}]}
Bad:
    kind: emergency
    steps: []
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbooks.lint.subject import Location, Subject, asked, stepped
from playbooks.model import Kind
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for item in asked(subject.playbook):
        yield from _question(subject, item.location, item.question)
    for location, step in stepped(subject.playbook):
        if step.evidence_required and not step.evidence:
            wrong = f"step `{step.id}` requires evidence but takes none"
            yield subject.error((*location, "evidence_required"), wrong, "add `evidence: [photo]`")
    if subject.playbook.kind is Kind.EMERGENCY and not subject.playbook.steps:
        yield subject.warning(("kind",), "an emergency without steps has no checklist", "add `steps:`")


def _question(subject: Subject, location: Location, question: Any) -> Iterator[Problem]:
    if question.type == "datetime" and not (question.past or question.future):
        wrong = f"`{question.id}` takes neither past nor future moments"
        yield subject.error((*location, "past"), wrong, "allow one of them")
    choices = getattr(question, "choices", ())
    hidden = choices and all(choice.when is not None for choice in choices)
    if hidden and question.required and not getattr(question, "other", False):
        wrong = f"every choice of `{question.id}` has a `when`, so there may be nothing to choose"
        yield subject.warning((*location, "choices"), wrong, "leave one without `when`, or set `other: true`")
