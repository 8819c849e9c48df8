"""Telegram's send limits, enforced when asked for: 30/s for a bot, 1/s for a chat, 20/min for a group."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from tests.fakes.bot_api.refusals import too_many


@dataclass(slots=True)
class Bucket:
    """`rate` tokens a second, at most `size` saved up."""

    rate: float
    size: float
    level: float
    at: float

    def lacks(self, now: float) -> float:
        """Seconds until one token is there; 0 when there is one now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


@dataclass(slots=True)
class Quota:
    """Counts sends and edits alike; answering a tap is free. The real limits are softer."""

    overall: float = 30
    per_chat: float = 1
    chat_burst: float = 3
    group_per_minute: int = 20
    _buckets: dict[tuple[str, int, int], Bucket] = field(default_factory=dict)
    _groups: dict[tuple[int, int], deque[float]] = field(default_factory=dict)

    def take(self, bot: int, chat: int, now: float, count: int = 1) -> None:
        """Takes `count` sends, or refuses with 429 and takes nothing."""
        buckets = [
            self._bucket(("bot", bot, 0), self.overall, self.overall, now),
            self._bucket(("chat", bot, chat), self.per_chat, self.chat_burst, now),
        ]
        recent = self._groups.setdefault((bot, chat), deque())
        wait = max(*(bucket.lacks(now) for bucket in buckets), self._group_lacks(recent, now) if chat < 0 else 0)
        if wait > 0:
            raise too_many(math.ceil(wait))
        recent.extend([now] * count if chat < 0 else [])
        for bucket in buckets:
            bucket.level -= count

    def _group_lacks(self, recent: deque[float], now: float) -> float:
        while recent and now - recent[0] >= 60:
            recent.popleft()
        return 60 - (now - recent[0]) if len(recent) >= self.group_per_minute else 0.0

    def _bucket(self, key: tuple[str, int, int], rate: float, size: float, now: float) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(rate, size, size, now)
        return self._buckets[key]
