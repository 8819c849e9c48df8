"""How much may be sent: the platform's limits as sliding windows.

At most `limit` sends in any `window` seconds.  A bucket that refills would let twice the limit through in its first
window; this does not.  The window is a little longer than the platform's, because its clock sees our requests a few
milliseconds closer together than we sent them.
"""

from __future__ import annotations

from collections import deque

SLACK = 1.03


class Window:
    """A sliding window over the times (seconds) at which something was sent."""

    __slots__ = ("_limit", "_sent", "_window")

    def __init__(self, limit: int, window: float) -> None:
        self._sent: deque[float] = deque()
        self.change(limit, window)

    def change(self, limit: int, window: float) -> None:
        """From now on so many, or over so long; what was sent counts."""
        self._limit = limit
        self._window = window * SLACK

    def wait(self, at: float, leaving: int = 0) -> float:
        """Seconds from `at` until one more may be sent and `leaving` others besides; 0 when it may be now."""
        sent, limit = self._sent, self._limit - leaving
        while sent and sent[0] <= at - self._window:
            sent.popleft()
        if len(sent) < limit:
            return 0.0
        return sent[len(sent) - limit] + self._window - at if limit > 0 else self._window

    def room(self, at: float) -> int:
        """How many may be sent at `at`, if nothing is sent until then."""
        used = sum(sent > at - self._window for sent in self._sent)
        return max(0, self._limit - used)

    def unused(self, at: float) -> bool:
        """Whether nothing sent lately counts any more."""
        return self.wait(at) == 0.0 and not self._sent

    def note(self, at: float) -> None:
        """One was sent at `at`, whether or not there was room."""
        self._sent.append(at)

    def forget(self, at: float) -> None:
        """What was noted at `at` was refused, so it does not count."""
        if at in self._sent:
            self._sent.remove(at)
