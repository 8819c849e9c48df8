"""Those who must read what is new are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.people import Directory
from handlers.readings.audience import audience
from playbooks.loading import Library, Source
from playbooks.problems import Problem, instead
from playbooks.yaml_file import Document


def check(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    """Sites, roles and people that `must_read` names."""
    for source in library.sources.values():
        if source.playbook.must_read is not None:
            yield from _named(source, directory)
        if source.playbook.changes and directory.staff and not audience(source.playbook, directory):
            wrong = "nobody of the organisation has to read this"
            problem = source.document.problem(("changes",), wrong, "name others under `must_read`")
            yield replace(problem, level="warning")


def _named(source: Source, directory: Directory) -> Iterator[Problem]:
    readers = source.playbook.must_read
    assert readers is not None
    for number, site in enumerate(readers.sites):
        if site not in directory.site_by_id:
            wrong, known = f"the organisation has no site `{site}`", sorted(directory.site_by_id)
            yield source.document.problem(("must_read", "sites", number), wrong, instead(site, known))
    there = {person.role.value for person in directory.staff if person.active}
    for number, role in enumerate(readers.roles):
        if directory.staff and role not in there:
            wrong = f"nobody of the organisation is `{role}`"
            problem = source.document.problem(("must_read", "roles", number), wrong, instead(role, sorted(there)))
            yield replace(problem, level="warning")
