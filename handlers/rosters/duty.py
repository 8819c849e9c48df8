"""Who is on duty for a group at one moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.people import Directory, Group, Staff
from handlers.rosters.wall_clock import occurrences
from handlers.shifts import Override, Roster

_MOMENT = timedelta(microseconds=1)


def on_duty(directory: Directory, group_id: str, at: datetime) -> tuple[Staff, ...]:
    """Active people on duty for the group at `at` (aware), in the roster's order; empty: a gap, or no such group."""
    group = directory.group_by_id.get(group_id)
    if group is None:
        return ()
    people = (directory.staff_by_id.get(person) for person in _listed(directory, group, at))
    return tuple(person for person in people if person is not None and person.active)


def _listed(directory: Directory, group: Group, at: datetime) -> tuple[str, ...]:
    if group.roster is None or not group.roster.is_known:
        return group.members
    people = _on_shift(group.roster, ZoneInfo(directory.timezone), at)
    people += _planned(group, group.roster, at)
    for override in directory.overrides:
        if override.group == group.id and override.since <= at < override.until:
            people = _with(people, override)
    return tuple(dict.fromkeys(people))


def _on_shift(roster: Roster, zone: ZoneInfo, at: datetime) -> tuple[str, ...]:
    on = (shift.staff for shift in roster.weekly if any(occurrences(shift, zone, at, at + _MOMENT)))
    return tuple(person for staff in on for person in staff)


def _planned(group: Group, roster: Roster, at: datetime) -> tuple[str, ...]:
    """Whom the calendar names; somebody who left the group since it was read is not on duty."""
    on = (planned.staff for planned in roster.plan.shifts or () if planned.since <= at < planned.until)
    return tuple(person for staff in on for person in staff if person in group.members)


def _with(people: tuple[str, ...], override: Override) -> tuple[str, ...]:
    if override.instead_of is None:
        return (*people, override.staff)
    return tuple(override.staff if person == override.instead_of else person for person in people)
