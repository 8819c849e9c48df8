"""Every level can be the highest that holds, and only emergencies have levels.

Good:
    kind: emergency
    levels:
      - {id: local, name: Local}
      - {id: full, name: Full, when: {question: hurt, equals: yes}}
Bad:
    kind: emergency
    levels:
      - {id: local, name: Local, when: {question: hurt, equals: yes}}
      - {id: full, name: Full}
Bad:
    levels: [{id: local, name: Local}]
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Subject
from playbooks.model import Kind
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    levels = subject.playbook.levels
    if levels and subject.playbook.kind is not Kind.EMERGENCY:
        yield subject.error(("levels",), "only an emergency has levels", "use `severity_rules` instead")
    for index, level in enumerate(levels[1:], 1):
        if level.when is None and level.severity_at_least is None:
            wrong = f"`{level.id}` always holds, so no level below it is ever the highest"
            yield subject.warning(("levels", index, "id"), wrong, "give it `when:` or `severity_at_least:`")
