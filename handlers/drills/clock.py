"""The exercise clock of one run: real moments to exercise time and back, through every ruling.

Injects, windows, limits, escalations and reminders of a run read this clock and no other.  While it stands still
nothing comes due, so nobody is late for a pause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the real moment `since`, when it showed `shows`, it ran at `speed` (0: it stood still)."""

    since: datetime
    shows: datetime
    speed: float


@dataclass(frozen=True, slots=True)
class ExerciseClock:
    """What a run's rulings made of time. Before the run begins it shows the real time."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def began(self) -> datetime | None:
        """What it showed when the run began."""
        return self.stretches[0].shows if self.stretches else None

    @property
    def speed(self) -> float:
        """How fast it runs now; 0 while it stands still."""
        return self.stretches[-1].speed if self.stretches else 0.0

    def shows(self, real: datetime) -> datetime:
        """What it shows, or showed, at a real moment."""
        for stretch in reversed(self.stretches):
            if stretch.since <= real:
                return stretch.shows + (real - stretch.since) * stretch.speed
        return real if not self.stretches else min(real, self.stretches[0].shows)

    def when(self, shown: datetime) -> datetime | None:
        """The real moment at which it will show `shown`; long ago if it did; None while it stands still."""
        if not self.stretches:
            return shown
        last = self.stretches[-1]
        if shown <= last.shows:
            return last.since
        return last.since + (shown - last.shows) / last.speed if last.speed else None

    def turned(self, real: datetime, speed: float, ahead: timedelta = timedelta()) -> ExerciseClock:
        """The same clock, running at `speed` from a real moment on, put `ahead` by so much."""
        if self.stretches:  # two rulings may carry the same moment, or the machine's clock was put back
            real = max(real, self.stretches[-1].since)
        return ExerciseClock((*self.stretches, Stretch(real, self.shows(real) + ahead, speed)))
