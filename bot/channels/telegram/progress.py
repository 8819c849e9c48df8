"""How far a message of several calls has got, so that trying it again goes on instead of starting over.

Kept in memory only: after a crash the dispatcher does not know what came of the message and sends all of it again,
marked.  An entry is forgotten when the message is through or given up by the platform, when it is older than the
time in which retries happen, and when there are too many.
"""

from __future__ import annotations

from bot.channels.port import Outgoing

_MOST = 200
_SECONDS = 600.0


class Progress:
    """Counts finished calls by message; `now` is any clock that only goes forward, in seconds."""

    def __init__(self) -> None:
        self._done: dict[Outgoing, tuple[int, float]] = {}

    def done(self, outgoing: Outgoing, now: float) -> int:
        """How many of the message's calls are finished."""
        count, at = self._done.get(outgoing, (0, now))
        return count if now - at < _SECONDS else 0

    def keep(self, outgoing: Outgoing, count: int, now: float) -> None:
        """Notes that `count` calls are finished and a retry may follow."""
        self._done.pop(outgoing, None)
        self._done[outgoing] = (count, now)
        while len(self._done) > _MOST:
            del self._done[next(iter(self._done))]

    def forget(self, outgoing: Outgoing) -> None:
        self._done.pop(outgoing, None)
