"""A bot's update queue: true offset confirmation, allowed kinds, expiry, and one poller at a time."""

from __future__ import annotations

import json
import random
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.bell import Bell
from tests.fakes.bot_api.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Refused

#: Telegram leaves these out unless they are asked for by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT = 24 * 3600.0
TAPS_KEPT = 150.0


@dataclass(slots=True)
class Waiting:
    """One update: `wire` is its JSON, which for injected rubbish may be anything that JSON can say."""

    id: int
    kind: str
    wire: str
    at: float


@dataclass(slots=True)
class Updates:
    """Updates that the bot has not confirmed yet, oldest first."""

    first_id: int
    waiting: OrderedDict[int, Waiting] = field(default_factory=OrderedDict)
    allowed: frozenset[str] | None = None  # None: the default set
    bell: Bell = field(default_factory=Bell)
    webhook: Any = None
    confirmed: int = 0  # how many were confirmed or expired
    _next: int = 0
    _poll: object = None

    def __post_init__(self) -> None:
        self._next = self.first_id

    def restart_ids(self, chance: random.Random) -> None:
        """Numbers go on from somewhere else, as after a week without updates."""
        self._next = chance.randint(1, 2**31 - 10_000)

    def wanted(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: list[str] | None) -> None:
        """Sets which kinds are queued from now on; None leaves it as it was, an empty list means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def push(self, kind: str, body: Any, at: float) -> int | None:
        """Queues an update; returns its number, or None when the bot does not want that kind."""
        if not self.wanted(kind):
            return None
        return self.push_raw({kind: body}, at, kind)

    def push_raw(self, body: dict[str, Any], at: float, kind: str = "") -> int:
        """Queues any object at all; it gets the next number unless it brings its own `update_id`."""
        number = body["update_id"] if isinstance(body.get("update_id"), int) else self._next
        self._next = max(self._next, number) + 1
        wire = json.dumps({"update_id": number, **body}, ensure_ascii=False, separators=(",", ":"))
        self.waiting[number] = Waiting(number, kind, wire, at)
        self.bell.ring()
        return int(number)

    def expire(self, now: float) -> None:
        """Drops what nobody fetched in time; taps are only kept for 150 s."""
        for update in list(self.waiting.values()):
            if now - update.at >= (TAPS_KEPT if update.kind == "callback_query" else KEPT):
                self.drop(update.id)

    def drop(self, number: int) -> None:
        """Forgets one update."""
        if self.waiting.pop(number, None) is not None:
            self.confirmed += 1

    async def fetch(self, offset: int | None, limit: int, wait: float) -> list[str]:
        """getUpdates: an `offset` confirms everything before it, a negative one everything but the last few."""
        if self.webhook is not None:
            raise Refused(409, WEBHOOK_ACTIVE)
        mine = self._poll = object()
        self.bell.ring()  # whoever was waiting finds that it lost its turn
        self._confirm(offset)
        found = await self.bell.until(lambda: self._look(mine, limit), wait)
        if self._poll is not mine:
            raise Refused(409, OTHER_POLLER)
        return found or []

    def _look(self, mine: object, limit: int) -> list[str] | None:
        if self._poll is not mine:
            return []
        first = [update.wire for _, update in zip(range(limit), self.waiting.values(), strict=False)]
        return first or None

    def _confirm(self, offset: int | None) -> None:
        if offset is None or offset > self._next:  # an offset from before the numbers restarted means nothing
            return
        numbers = list(self.waiting)
        gone = numbers[:offset] if offset < 0 else [number for number in numbers if number < offset]
        for number in gone:
            self.drop(number)
