"""A checklist never comes back to a step.

Good:
    steps:
      - {id: call, text: Call, next: [{to: leave}]}
      - {id: leave, text: Leave}
Bad:
    steps:
      - {id: call, text: Call}
      - {id: again, text: Again, next: [{to: call, when: {question: hurt, equals: yes}}]}
Bad:
    steps:
      - {id: call, text: Call, next: [{to: call}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.checklist import ways_on
from playbooks.lint.subject import Subject
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    ways = ways_on(subject.playbook)
    for index, step in enumerate(subject.playbook.steps):
        for to, number in ways[step.id]:
            if number is not None and _leads(ways, to, step.id):
                wrong = f"`{to}` leads back to `{step.id}`, so the checklist could go in a circle"
                yield subject.error(
                    ("steps", index, "next", number, "to"), wrong, "go on to a later step, or to `end`"
                )


def _leads(ways: dict[str, list[tuple[str, int | None]]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    open_ = [start]
    while open_:
        name = open_.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            open_ += [to for to, _ in ways.get(name, ())]
    return False
