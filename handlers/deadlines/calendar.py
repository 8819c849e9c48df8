"""A site's calendar: its clocks, which days are worked, and the hours in which people may be disturbed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weekend`: days of the week (Monday is 0) that are not worked. `waking` ends before midnight."""

    timezone: str = "UTC"
    weekend: tuple[int, ...] = (5, 6)
    holidays: tuple[date, ...] = ()
    waking: tuple[time, time] = (time(8), time(20))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def day_of(self, moment: datetime) -> date:
        """The day that `moment` is on, at the site."""
        return moment.astimezone(self.zone).date()

    def is_worked(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def end_of(self, day: date) -> datetime:
        """The moment (UTC) at which `day` is over at the site, however many hours it has."""
        return datetime.combine(day + _DAY, time(0), self.zone).astimezone(UTC)

    def awake(self, moment: datetime) -> datetime:
        """`moment` itself if people may be disturbed then, else the next time that they may (UTC)."""
        begin, end = self.waking
        there = moment.astimezone(self.zone)
        if begin <= there.time() < end:
            return moment
        day = there.date() if there.time() < begin else there.date() + _DAY
        return datetime.combine(day, begin, self.zone).astimezone(UTC)
