"""Whether playbooks and an organisation fit together: what one of them names, the other has.

    for problem in misfits(library, document, directory): ...

Groups that playbooks tell are looked at by `playbooks.lint`. What would go wrong in use is an error, what would
only be worse a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.fitting import mentions, readers, resources, variables
from handlers.people import Directory
from playbooks.loading import Library
from playbooks.problems import Problem
from playbooks.yaml_file import Document

_CHECKS = (mentions, variables, resources, readers)

__all__ = ["misfits"]


def misfits(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    """What does not fit, with its place in the playbook or in the organisation file."""
    for check in _CHECKS:
        yield from check.check(library, document, directory)
