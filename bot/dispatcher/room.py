"""How much may go out by each bot over all chats: what was sent, what is about to be, what has been promised."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from bot.budget import Window
from bot.dispatcher.line import SECOND
from bot.dispatcher.shares import ALL, Share
from handlers.delivery import Lane

RESERVED = 10  # of so many messages that may go out, one is kept for what is urgent
MOST_KEPT = 0.8  # of what may go out, while an exercise goes on; the rest is enough for everything to move on
STORM = 5  # chats refused in a row, none served between: it is the bot that has to wait, not the chats


def reserve_of(limit: int) -> int:
    """How many of `limit` are kept for what is urgent."""
    return max(limit // RESERVED, 1 if limit > 1 else 0)


class Room:
    """At most `per_second` messages a second for each of `bots`. Times are on the clock's `elapsed`."""

    def __init__(self, bots: Iterable[str], per_second: int) -> None:
        self._bots = {bot: _BotRoom(per_second) for bot in bots}

    def share(self, share: Share) -> None:
        """So much of the limit is ours."""
        for room in self._bots.values():
            room.share(share)

    def expect(self, people: int) -> None:
        """So many people must hear at once of something real, should it happen: that much is kept free for it."""
        for room in self._bots.values():
            room.expect(people)

    def left(self, bot: str, at: float, lane: Lane) -> int:
        """How many more of `lane` may be claimed to go out at `at`; none for a bot that we do not have."""
        room = self._bots.get(bot)
        return 0 if room is None else room.left(at, urgent=lane is Lane.URGENT)

    def promise(self, bot: str) -> None:
        """A commit that is under way claims one."""
        self._bots[bot].promised += 1

    def commit(self) -> None:
        """That commit is over: what it claimed is reserved now, or was not written."""
        for room in self._bots.values():
            room.promised = 0

    def reserve(self, bot: str, lane: Lane) -> None:
        """One is claimed."""
        self._change(bot, lane, 1)

    def release(self, bot: str, lane: Lane) -> None:
        """One that was claimed has been sent, or given back."""
        self._change(bot, lane, -1)

    def note(self, bot: str, at: float, lane: Lane) -> None:
        """One was sent."""
        if (room := self._bots.get(bot)) is not None:
            room.sent.note(at)
            if lane is Lane.URGENT:
                room.urgent_sent.note(at)

    def refused(self, bot: str, noted_at: float, chat: int, until: float | None) -> None:
        """What was noted at `noted_at` was not taken; with a 429, `chat` waits `until` then.

        When chat after chat is told to wait, the bot has sent too much, and waits as a whole.
        """
        room = self._bots[bot]
        room.sent.forget(noted_at)
        room.urgent_sent.forget(noted_at)
        if until is not None:
            room.told_to_wait.add(chat)
            if len(room.told_to_wait) >= STORM:
                room.held_until = max(room.held_until, until)

    def taken(self, bot: str) -> None:
        """The platform takes what this bot sends."""
        if (room := self._bots.get(bot)) is not None:
            room.told_to_wait.clear()

    def wait(self, bot: str, at: float, lane: Lane) -> float:
        """Seconds until this bot may send something of `lane`. Replies are only held by a storm of 429."""
        room = self._bots.get(bot)
        return 0.0 if room is None else room.wait(at, lane)

    def first_wait(self, at: float, lane: Lane) -> float:
        """Seconds until any bot may send something of `lane`, once what is claimed has gone out."""
        return min((room.wait(at, lane) for room in self._bots.values()), default=inf)

    def _change(self, bot: str, lane: Lane, by: int) -> None:
        if (room := self._bots.get(bot)) is not None:
            room.claimed += by
            room.claimed_urgent += by if lane is Lane.URGENT else 0


class _BotRoom:
    """One bot's. What is urgent has a window of its own, small enough that the others leave room for it."""

    def __init__(self, per_second: int) -> None:
        self._per_second = per_second
        self.sent = Window(per_second, SECOND)
        self.urgent_sent = Window(reserve_of(per_second), SECOND)
        self._share = ALL
        self._expected = 0
        self.share(ALL)
        self.claimed = 0  # and not yet sent
        self.claimed_urgent = 0
        self.promised = 0  # by a commit that is under way
        self.told_to_wait: set[int] = set()  # chats, since the platform last took something
        self.held_until = 0.0

    def expect(self, people: int) -> None:
        if people != self._expected:
            self._expected = people
            self.share(self._share)

    def share(self, share: Share) -> None:
        self._share = share
        limit = share.of(self._per_second)
        self.sent.change(limit, SECOND)
        self.urgent_sent.change(reserve_of(limit), SECOND)
        kept = 2 * reserve_of(limit)  # the others leave as much again for replies, which are not held
        if self._expected:
            kept = max(kept, min(kept + self._expected, int(limit * MOST_KEPT)))
        self.reserve = max(kept, limit - reserve_of(self._per_second)) if share.joining else kept

    def left(self, at: float, *, urgent: bool) -> int:
        if self.held_until > at:
            return 0
        if urgent:
            return max(self.sent.room(at), self.urgent_sent.room(at)) - self.claimed_urgent - self.promised
        return self.sent.room(at) - self.reserve - self.claimed - self.promised

    def wait(self, at: float, lane: Lane) -> float:
        held = max(0.0, self.held_until - at)
        if lane is Lane.PROMPT:
            return held
        if lane is Lane.URGENT:
            return max(held, min(self.sent.wait(at), self.urgent_sent.wait(at)))
        return max(held, self.sent.wait(at, self.reserve + self.claimed_urgent))
