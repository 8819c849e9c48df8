"""The checklist can come to every step and every branch.

Good:
    steps:
      - {id: call, text: Call, next: [{to: leave, when: {question: hurt, equals: no}}]}
      - {id: help, text: Help}
      - {id: leave, text: Leave}
Bad:
    steps:
      - {id: call, text: Call, next: [{to: leave}]}
      - {id: help, text: Help}
      - {id: leave, text: Leave}
Bad:
    steps:
      - {id: call, text: Call, next: [{to: help}, {to: leave, when: {question: hurt, equals: no}}]}
      - {id: help, text: Help}
      - {id: leave, text: Leave}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.checklist import always_taken, ways_on
from playbooks.lint.subject import Subject
from playbooks.model import Playbook
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    reached = _reached(subject.playbook)
    for index, step in enumerate(subject.playbook.steps):
        if step.id not in reached:
            wrong = f"no step leads to `{step.id}`"
            yield subject.error(
                ("steps", index, "id"), wrong, f"add `next: [{{to: {step.id}}}]` to another, or remove it"
            )
        always = always_taken(step)
        for number in range(len(step.next) if always is None else always + 1, len(step.next)):
            wrong = "this branch is never taken: the one above has no `when`"
            yield subject.error(("steps", index, "next", number), wrong, "put it above, or remove it")


def _reached(playbook: Playbook) -> set[str]:
    ways = ways_on(playbook)
    reached: set[str] = set()
    open_ = [playbook.steps[0].id] if playbook.steps else []
    while open_:
        name = open_.pop()
        if name not in reached and name in ways:
            reached.add(name)
            open_ += [to for to, _ in ways[name]]
    return reached
