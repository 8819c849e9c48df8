"""A clock that a story moves on."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import RealClock


class MovedClock(RealClock):
    """Begins at `start` (aware) and then goes like the machine's, but for what `passes` adds."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._start = start
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._start + self._ahead + timedelta(seconds=super().elapsed())

    def elapsed(self) -> float:
        return super().elapsed() + self._ahead.total_seconds()

    def passes(self, **length: float) -> None:
        """So much later."""
        self._ahead += timedelta(**length)

    def moves_to(self, at: datetime) -> None:
        """Later, at `at`."""
        self._ahead += at - self.now()
