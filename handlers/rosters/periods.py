"""Who is on duty over a stretch of time: one period after the other, and the gaps in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from handlers.people import Directory, Group, Staff
from handlers.rosters.duty import on_duty
from handlers.rosters.wall_clock import occurrences

#: How far ahead one looks for whoever is next: every weekly shift comes round within it.
AHEAD = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` until `until` (not included) the same people are on duty; nobody in a gap."""

    since: datetime
    until: datetime
    staff: tuple[Staff, ...]


def duty_periods(directory: Directory, group_id: str, since: datetime, until: datetime) -> tuple[Period, ...]:
    """Who is on duty from `since` until `until`, without a break; empty when there is no such group."""
    group = directory.group_by_id.get(group_id)
    if group is None or since >= until:
        return ()
    edges = [since, *sorted(set(_changes(directory, group, since, until))), until]
    periods: list[Period] = []
    for begins, ends in pairwise(edges):
        staff = on_duty(directory, group_id, begins)
        if periods and periods[-1].staff == staff:
            begins = periods.pop().since
        periods.append(Period(begins, ends, staff))
    return tuple(periods)


def gaps(directory: Directory, group_id: str, since: datetime, until: datetime) -> tuple[Period, ...]:
    """When nobody is on duty for the group."""
    return tuple(period for period in duty_periods(directory, group_id, since, until) if not period.staff)


def period_at(directory: Directory, group_id: str, at: datetime) -> Period | None:
    """Who is on duty at `at`, and until when, at most `AHEAD`; None when there is no such group."""
    return next(iter(duty_periods(directory, group_id, at, at + AHEAD)), None)


def next_on_duty(directory: Directory, group_id: str, at: datetime) -> Period | None:
    """Who comes on duty after those of `at`, and when; None when that does not change within `AHEAD`."""
    later = duty_periods(directory, group_id, at, at + 2 * AHEAD)[1:]
    found = next((period for period in later if period.staff), None)
    return found if found is not None and found.since < at + AHEAD else None


def starts(directory: Directory, group_id: str, since: datetime, until: datetime) -> Iterator[tuple[datetime, Staff]]:
    """Everybody who comes on duty after `since` and not after `until`, with the moment, in order."""
    before: tuple[Staff, ...] = on_duty(directory, group_id, since)
    for period in duty_periods(directory, group_id, since, until + timedelta(microseconds=1)):
        yield from ((period.since, person) for person in period.staff if person not in before)
        before = period.staff


def _changes(directory: Directory, group: Group, since: datetime, until: datetime) -> Iterator[datetime]:
    """Every moment strictly inside at which somebody may come or go."""
    if group.roster is None or not group.roster.is_known:
        return
    zone = ZoneInfo(directory.timezone)
    agreed = [(o.since, o.until) for o in directory.overrides if o.group == group.id]
    shifts = [stretch for shift in group.roster.weekly for stretch in occurrences(shift, zone, since, until)]
    planned = [(shift.since, shift.until) for shift in group.roster.plan.shifts or ()]
    yield from (edge for stretch in [*shifts, *planned, *agreed] for edge in stretch if since < edge < until)
