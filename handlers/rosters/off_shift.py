"""Who is off shift, and is left alone: what is no emergency waits for somebody who is at work.

It is never left with nobody: when none of those at work can be told, the others are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.cases import Case
from handlers.people import Directory, Group, Staff
from handlers.rosters.duty import on_duty
from playbooks.model import Kind, Severity


def may_wake(case: Case) -> bool:
    """Whether people who are not at work are asked as well."""
    return case.kind is Kind.EMERGENCY or case.severity is Severity.CRITICAL


def off_shift(directory: Directory, at: datetime) -> frozenset[str]:
    """The ids of those whom rosters have, but none of them now."""
    listed = frozenset(member for group in _rostered(directory) for member in group.members)
    return listed - working(directory, at) if listed else listed


def working(directory: Directory, at: datetime) -> frozenset[str]:
    """The ids of those of whom a roster says that they are on duty now."""
    return frozenset(person.id for group in _rostered(directory) for person in on_duty(directory, group.id, at))


def _rostered(directory: Directory) -> Iterator[Group]:
    return (group for group in directory.groups if group.roster is not None and group.roster.is_known)


def at_work(staff: str, directory: Directory, at: datetime) -> bool:
    """Whether a roster says that they are on duty now."""
    return any(staff == person.id for group in _rostered(directory) for person in on_duty(directory, group.id, at))


def spared(
    people: Iterable[Staff], case: Case, directory: Directory, at: datetime, *, others: bool = False
) -> frozenset[str]:
    """The ids of those of `people` who are not asked about a case now; `others`: somebody else is, in a group's chat.

    Members of a group without a roster are always on duty for its cases.
    """
    if may_wake(case):
        return frozenset()
    asked = list(people)
    off = off_shift(directory, at)
    if not off:
        return off
    for_this = {person.id for group in case.groups for person in on_duty(directory, group, at)}
    resting = frozenset(person.id for person in asked if person.id in off and person.id not in for_this)
    told = others or any(p.telegram is not None and p.reachable for p in asked if p.id not in resting)
    return resting if told else frozenset()
