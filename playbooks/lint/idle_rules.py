"""A severity rule raises the severity.

Good:
    severity: normal
    severity_rules: [{when: {question: hurt, equals: yes}, severity: high}]
Bad:
    severity: high
    severity_rules: [{when: {question: hurt, equals: yes}, severity: normal}]
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Subject
from playbooks.model import Severity
from playbooks.problems import Problem

_ORDER = list(Severity)


def check(subject: Subject) -> Iterator[Problem]:
    base = subject.playbook.severity
    for index, rule in enumerate(subject.playbook.severity_rules):
        if _ORDER.index(rule.severity) <= _ORDER.index(base):
            wrong = f"this rule changes nothing: the severity is at least `{base}` anyway, and the highest wins"
            yield subject.warning(
                ("severity_rules", index, "severity"), wrong, "set a higher one, or lower `severity`"
            )
