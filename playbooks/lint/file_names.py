"""A playbook is in the file that has its name (`example.yaml` in these examples).

Good:
    id: example
Bad:
    id: other
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from playbooks.lint.subject import Subject
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    name = PurePath(subject.source.document.file).stem
    if subject.playbook.id != name:
        wrong = f"`{subject.playbook.id}` is in a file named `{name}`"
        yield subject.error(("id",), wrong, f"write `id: {name}`, or rename the file")
