"""Whom a step of a policy means, for one case at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.alerts.addressing import Addressed, Recipient, chats_of
from handlers.cases import Case
from handlers.escalation.policy import Step
from handlers.people import Directory, Group, Role, Staff
from handlers.rosters import on_duty
from handlers.rosters.off_shift import spared

OTHER = "group:"
_ROLES = {"managers": Role.DUTY_MANAGER, "admins": Role.ADMIN}


def members(group: Group, directory: Directory) -> Iterator[Staff]:
    """The active members of a group."""
    found = (directory.staff_by_id.get(member) for member in group.members)
    return (person for person in found if person is not None and person.active)


def other_groups(step: Step, directory: Directory) -> tuple[str, ...]:
    """The groups that a step calls in beside the case's own."""
    named = (word.removeprefix(OTHER) for word in step.notify if word.startswith(OTHER))
    return tuple(group for group in named if group in directory.group_by_id)


def targets(step: Step, case: Case, directory: Directory, at: datetime) -> Addressed:
    """The chats that a step asks, once each, the people who have no account, and those left alone as they are off."""
    groups, meant = _meant(step, case, directory, at)
    chats = chats_of(groups, directory)
    off = spared(meant, case, directory, at, others=bool(chats))
    people = [person for person in meant if person.id not in off]
    private = [Recipient(p.telegram, p.language, staff=p.id) for p in people if p.telegram is not None]
    unique = {recipient.chat: recipient for recipient in [*chats, *private]}
    without = dict.fromkeys(person.id for person in people if person.telegram is None)
    return Addressed(tuple(unique.values()), tuple(without), tuple(dict.fromkeys(p.id for p in meant if p.id in off)))


def why_nobody(step: Step, case: Case, directory: Directory, at: datetime) -> str:
    """Why a step asks nobody: `off-duty`, `unreachable` (there are people, but without an account), or `nobody`."""
    groups, people = _meant(step, case, directory, at)
    if people:
        return "unreachable"
    return "off-duty" if "on-duty" in step.notify and not groups else "nobody"


def unmanned(case: Case, directory: Directory, at: datetime) -> tuple[Group, ...]:
    """The case's groups for which somebody ought to be on duty, and nobody is."""
    own = (directory.group_by_id.get(group) for group in case.groups)
    rostered = (group for group in own if group is not None and group.roster is not None)
    return tuple(group for group in rostered if not on_duty(directory, group.id, at))


def _meant(step: Step, case: Case, directory: Directory, at: datetime) -> tuple[list[Group], list[Staff]]:
    groups: list[Group] = []
    people: list[Staff] = []
    own = [directory.group_by_id[group] for group in case.groups if group in directory.group_by_id]
    for word in step.notify:
        if word == "on-duty":
            people += (person for group in own for person in on_duty(directory, group.id, at))
        elif word in _ROLES:
            people += (p for p in directory.staff if p.active and p.role is _ROLES[word])
        else:
            called = own if word == "group" else _named(word, directory)
            groups += called
            people += _without_chat(called, directory)
    return groups, people


def _named(word: str, directory: Directory) -> list[Group]:
    group = directory.group_by_id.get(word.removeprefix(OTHER))
    return [group] if group is not None else []


def _without_chat(groups: Iterable[Group], directory: Directory) -> Iterator[Staff]:
    """A group without a chat that anything gets into is its members."""
    return (person for group in groups if group.open_chat is None for person in members(group, directory))
