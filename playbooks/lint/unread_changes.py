"""Whoever must read something has something to read.

Good:
    changes: [Call first.]
    must_read: {roles: [staff]}
Bad:
    must_read: {roles: [staff]}
Bad:
    changes: [Call first.]
    must_read: {}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Subject
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    readers = subject.playbook.must_read
    if readers is None:
        return
    if not subject.playbook.changes:
        yield subject.warning(("must_read",), "there is nothing to read", "write what is new under `changes`")
    if not (readers.groups or readers.roles or readers.sites):
        wrong = "names nobody"
        yield subject.warning(("must_read",), wrong, "name groups, roles or sites, or leave `must_read` out")
