"""No step waits for itself, directly or by way of others.

Good:
    steps:
      - {id: call, text: Call}
      - {id: leave, text: Leave, after: [call]}
Bad:
    steps:
      - {id: call, text: Call, after: [leave]}
      - {id: leave, text: Leave, when: {step: call, outcome: done}}
Bad:
    steps:
      - {id: call, text: Call, within: 5min, since: call}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.conditions import references
from playbooks.lint.subject import Subject, stepped
from playbooks.model import PlainStep
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    needs = {step.id: waits_for(step) for _, step in stepped(subject.playbook)}
    for location, step in stepped(subject.playbook):
        for name in needs[step.id]:
            if _leads(needs, name, step.id):
                wrong = f"`{step.id}` waits for `{name}`, which waits for `{step.id}`"
                yield subject.error((*location, "id"), wrong, "take one of the two out")


def waits_for(step: PlainStep) -> tuple[str, ...]:
    """The steps that this one looks at, to be there or to be begun."""
    return tuple(dict.fromkeys([*step.after, step.since, *references(step.when).steps]))


def _leads(needs: dict[str, tuple[str, ...]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    open_ = [start]
    while open_:
        name = open_.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            open_ += needs.get(name, ())
    return False
