"""When a group's digest comes: on some days at some times, by the organisation's wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_EVERY_DAY = tuple(range(7))


@dataclass(frozen=True, slots=True)
class DigestTimes:
    """`at` on each of `days` (0 is Monday); at least one of each."""

    at: tuple[time, ...]
    days: tuple[int, ...] = _EVERY_DAY


def next_digest(times: DigestTimes, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment (UTC) after `after` at which a digest comes.

    In the nights in which clocks change each time still comes once: of two the first, and for one that is left out
    the same time by the clock before the change.
    """
    day = after.astimezone(zone).date()
    while True:
        later = [moment for moment in _moments(times, zone, day) if moment > after]
        if later:
            return min(later)
        day += _DAY


def _moments(times: DigestTimes, zone: ZoneInfo, day: date) -> Iterator[datetime]:
    if day.weekday() in times.days:
        yield from (datetime.combine(day, at, zone).astimezone(UTC) for at in times.at)
