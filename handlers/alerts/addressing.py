"""Who is told of a case: a plain function of the case and the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from handlers.cases import Case
from handlers.people import Directory, Group, Role, Staff
from handlers.rosters.off_shift import spared

#: Who stands in where nobody else can be told.
FALLBACK = (Role.ADMIN, Role.DUTY_MANAGER)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat that gets the card, and the language it is read in. `staff` is None for a group's chat."""

    chat: int
    language: str
    staff: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    """Where a card goes, which people cannot be told because they have no account yet, and who is off shift."""

    recipients: tuple[Recipient, ...]
    without_account: tuple[str, ...] = ()
    off_shift: tuple[str, ...] = ()


def addressed(case: Case, directory: Directory, at: datetime) -> Addressed:
    """The chats of the case's groups and of each active member who is not off shift `at` this moment, once each.

    A case without a group goes to all admins and duty managers: no report may fall into a void.
    """
    groups = [directory.group_by_id[group] for group in case.groups if group in directory.group_by_id]
    everybody = list(_people(groups, directory))
    chats = chats_of(groups, directory)
    off = spared(everybody, case, directory, at, others=bool(chats))
    people = [person for person in everybody if person.id not in off]
    privately = [Recipient(p.telegram, p.language, staff=p.id) for p in people if p.telegram is not None]
    unique = {recipient.chat: recipient for recipient in [*chats, *privately]}
    without = tuple(person.id for person in people if person.telegram is None)
    return Addressed(tuple(unique.values()), without, tuple(person.id for person in everybody if person.id in off))


def chats_of(groups: Iterable[Group], directory: Directory) -> list[Recipient]:
    """The groups' chats that anything gets into."""
    chats = ((group, group.open_chat) for group in groups)
    return [Recipient(chat, group_language(g, directory), group=g.id) for g, chat in chats if chat is not None]


def group_language(group: Group, directory: Directory) -> str:
    """What a group's chat reads: its own language, else the organisation's first."""
    return group.language or directory.languages[0]


def _people(groups: list[Group], directory: Directory) -> Iterator[Staff]:
    members = dict.fromkeys(member for group in groups for member in group.members)
    found = [directory.staff_by_id[member] for member in members if member in directory.staff_by_id]
    if any(person.active for person in found) or any(group.open_chat is not None for group in groups):
        return (person for person in found if person.active)
    return (person for person in directory.staff if person.active and person.role in FALLBACK)
