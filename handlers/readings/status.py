"""Who has read what is new in a playbook, and who has not, by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.people import Directory, Staff
from handlers.readings.asking import Known
from handlers.readings.audience import audience
from handlers.readings.reading import Reading
from playbooks.edition import Edition


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """Members of a group (its id; None: people who are in none) who have to read it."""

    group: str | None
    read: tuple[str, ...]  # staff ids
    unread: tuple[str, ...]  # also those who were not asked yet


@dataclass(frozen=True, slots=True)
class Status:
    """How far the reading of an edition has come. Somebody in two groups is in both."""

    edition: Edition
    groups: tuple[GroupStatus, ...]
    read: tuple[str, ...]
    unread: tuple[str, ...]
    without_account: tuple[str, ...]  # of those who have not, who cannot be asked
    receipts: tuple[Reading, ...]  # of all of them, as far as they were asked or have read it


def status(edition: Edition, directory: Directory, readings: Known) -> Status:
    """Of everybody who has to read what is new in `edition`."""
    people = audience(edition.playbook, directory)
    done = {person.id for person in people if _has_read(person, edition, readings)}
    in_groups = {member for group in directory.groups for member in group.members}
    members = [(group.id, set(group.members)) for group in directory.groups]
    alone: list[tuple[str | None, set[str]]] = [(None, {p.id for p in people if p.id not in in_groups})]
    groups = (_of(group, ids, people, done) for group, ids in [*members, *alone])
    return Status(
        edition,
        tuple(found for found in groups if found.read or found.unread),
        tuple(person.id for person in people if person.id in done),
        tuple(person.id for person in people if person.id not in done),
        tuple(person.id for person in people if person.id not in done and person.telegram is None),
        tuple(found for person in people if (found := _reading(person, edition, readings)) is not None),
    )


def _of(group: str | None, ids: set[str], people: Sequence[Staff], done: set[str]) -> GroupStatus:
    mine = [person.id for person in people if person.id in ids]
    return GroupStatus(group, tuple(i for i in mine if i in done), tuple(i for i in mine if i not in done))


def _has_read(person: Staff, edition: Edition, readings: Known) -> bool:
    found = _reading(person, edition, readings)
    return found is not None and found.read_at is not None


def _reading(person: Staff, edition: Edition, readings: Known) -> Reading | None:
    return readings.get((person.id, edition.playbook.id, edition.playbook.version))
