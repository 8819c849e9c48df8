"""A playbook tells groups that the organisation has (`duty` is the only one in these examples).

Good:
    routing: [{notify: [duty]}]
Bad:
    routing: [{notify: [dutty]}]
Bad:
    levels: [{id: full, name: Full, notify: [dutty]}]
Bad:
    changes: [Call first.]
    must_read: {groups: [dutty]}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Location, Subject
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    if subject.groups is None:
        return
    named: list[tuple[Location, list[str]]] = [
        *((("routing", index, "notify"), route.notify) for index, route in enumerate(subject.playbook.routing)),
        *((("levels", index, "notify"), level.notify) for index, level in enumerate(subject.playbook.levels)),
        (("must_read", "groups"), subject.playbook.must_read.groups if subject.playbook.must_read else []),
    ]
    for place, groups in named:
        for number, group in enumerate(groups):
            if group not in subject.groups:
                wrong = f"the organisation has no group `{group}`"
                yield subject.error((*place, number), wrong, instead(group, sorted(subject.groups)))
