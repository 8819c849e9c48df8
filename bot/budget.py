"""How much may be sent: the platform's limits as sliding windows.

At most `limit` sends in any `window` seconds.  A bucket that refills would let twice the limit through in its first
window; this does not.  The window is a little longer than the platform's, because its clock sees our requests a few
milliseconds closer together than we sent them.
"""

from __future__ import annotations

from collections import deque

SLACK = 1.04


class Window:
    """A sliding window over the times (seconds) at which something was sent."""

    __slots__ = ("_limit", "_sent", "_window")

    def __init__(self, limit: int, window: float) -> None:
        self._limit = limit
        self._window = window * SLACK
        self._sent: deque[float] = deque()

    def wait(self, at: float) -> float:
        """Seconds from `at` until one more may be sent; 0 when it may be now."""
        sent = self._sent
        while sent and sent[0] <= at - self._window:
            sent.popleft()
        if len(sent) < self._limit:
            return 0.0
        return sent[len(sent) - self._limit] + self._window - at

    def room(self, at: float) -> int:
        """How many may be sent now."""
        self.wait(at)
        return max(0, self._limit - len(self._sent))

    def unused(self, at: float) -> bool:
        """Whether nothing sent lately counts any more."""
        return self.room(at) == self._limit and not self._sent

    def note(self, at: float) -> None:
        """One was sent at `at`, whether or not there was room."""
        self._sent.append(at)
