"""A playbook tells groups that the organisation has (`duty` is the only one in these examples).

Good:
    routing: [{notify: [duty]}]
Bad:
    routing: [{notify: [dutty]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Subject
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    if subject.groups is None:
        return
    for index, route in enumerate(subject.playbook.routing):
        for number, group in enumerate(route.notify):
            if group not in subject.groups:
                wrong = f"the organisation has no group `{group}`"
                yield subject.error(
                    ("routing", index, "notify", number), wrong, instead(group, sorted(subject.groups))
                )
