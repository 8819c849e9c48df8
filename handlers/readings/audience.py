"""Who has to read what is new in a playbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.people import Directory, OrganisationRoute, Staff
from playbooks.edition import Edition
from playbooks.model import Playbook, Readers


def to_be_read(editions: Iterable[Edition]) -> list[Edition]:
    """Those in which something is new, by playbook."""
    return sorted((e for e in editions if e.playbook.changes), key=lambda e: e.playbook.id)


def audience(playbook: Playbook, directory: Directory) -> list[Staff]:
    """Everybody who has to, whether they have an account yet or not; nobody where nothing is new."""
    if not playbook.changes:
        return []
    members = _members(playbook, directory)
    return [person for person in directory.staff if person.active and _has_to(person, playbook.must_read, members)]


def is_for(person: Staff, playbook: Playbook, directory: Directory) -> bool:
    """Whether somebody has to read what is new in a playbook."""
    if not person.active or not playbook.changes:
        return False
    return _has_to(person, playbook.must_read, _members(playbook, directory))


def _has_to(person: Staff, readers: Readers | None, members: frozenset[str]) -> bool:
    """`members` are those of the groups that it is for."""
    if readers is None:
        return person.id in members
    here = not readers.sites or not person.sites or any(site in readers.sites for site in person.sites)
    named = person.id in members or person.role.value in readers.roles
    return here and (named or not (readers.groups or readers.roles))


def _members(playbook: Playbook, directory: Directory) -> frozenset[str]:
    readers = playbook.must_read
    groups = concerned(playbook, directory) if readers is None else readers.groups
    found = (directory.group_by_id.get(group) for group in groups)
    return frozenset(member for group in found if group is not None for member in group.members)


def concerned(playbook: Playbook, directory: Directory) -> list[str]:
    """The ids of the groups that are told of its cases, or can be."""
    named = [name for route in _routes(playbook, directory) for name in route.notify]
    named += [name for own in playbook.routing for name in own.notify]
    named += [name for level in playbook.levels for name in level.notify]
    return [group for group in dict.fromkeys(named) if group in directory.group_by_id]


def _routes(playbook: Playbook, directory: Directory) -> Iterator[OrganisationRoute]:
    """The routes that one of its cases can take: the first that matches is taken."""
    for route in directory.routing:
        when = route.when
        if when.kind not in (None, playbook.kind.value) or (when.playbook and playbook.id not in when.playbook):
            continue
        yield route
        if not (when.site or when.severity_at_least or when.answers):
            return
