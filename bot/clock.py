"""The one real clock. Everything else is told the time; a lint rule (DTZ, and a test) keeps it so."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """`now` is the time as people read it (aware, UTC); `elapsed` counts seconds and never goes back."""

    def now(self) -> datetime: ...
    def elapsed(self) -> float: ...
    def real_seconds(self, seconds: float) -> float:
        """How long to wait on the wall for `seconds` to pass on this clock."""


class RealClock:
    """The machine's clock; `speed` above 1 makes time fly in demonstrations."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._started_at = datetime.now(UTC)
        self._started = time.monotonic()

    def now(self) -> datetime:
        if self._speed == 1.0:
            return datetime.now(UTC)
        return self._started_at + timedelta(seconds=self.elapsed())

    def elapsed(self) -> float:
        return (time.monotonic() - self._started) * self._speed

    def real_seconds(self, seconds: float) -> float:
        return max(0.0, seconds) / self._speed
