"""One chat's line: what waits for it, in which order, and when it may be served again."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.budget import Window
from handlers.bundling import MOST, PAUSE, may_share
from handlers.delivery import Lane, Notice

SECOND = 1.0
_arrivals = count()


@dataclass(frozen=True, slots=True)
class Work:
    """A notice that this process has claimed, how often it was tried before, and since when it waits."""

    notice: Notice
    queued_at: datetime
    attempts: int = 0


@dataclass(slots=True)
class Line:
    """Serves urgent work first, and within a lane in the order of arrival.

    A reply to somebody's own input is counted but not held back: people set that pace themselves, and what the
    platform thinks of it we hear as a 429, which holds the line.  Everything else keeps to the window.
    """

    group: bool
    window: Window  # a group's minute, a private chat's second
    reserve: int = 0  # of the window, for what is urgent
    held_until: float = 0.0  # by the platform's 429; on the clock's `elapsed`
    serving: bool = False
    express: bool = False  # what is urgent is being served beside an ordinary send that is under way
    sending: Lane | None = None  # what is under way, but for the express
    news_from: float = 0.0  # when the chat may get small news again
    gathers_until: float = 0.0  # small news were put off, and are given until then to go out before newer ones
    behind: Lane | None = None  # the most urgent of what waits for this chat in the outbox, as far as we know
    second: Window = field(default_factory=lambda: Window(1, SECOND))  # a group's
    _queue: list[tuple[int, int, Work]] = field(default_factory=list)

    def add(self, work: Work) -> None:
        heapq.heappush(self._queue, (work.notice.lane, next(_arrivals), work))

    def take(self) -> list[Work]:
        """The next piece of work, removed, with what may share a message with it; nothing when nothing waits."""
        if not self._queue:
            return []
        taken = [heapq.heappop(self._queue)]
        if may_share(taken[0][2].notice):
            taken += sorted(entry for entry in self._queue if may_share(entry[2].notice))[: MOST - 1]
            gone = {entry[1] for entry in taken}
            self._queue = [entry for entry in self._queue if entry[1] not in gone]
            heapq.heapify(self._queue)
        return [work for _, _, work in taken]

    def give_up(self) -> list[Work]:
        """Everything that waits, removed."""
        waiting = [work for _, _, work in sorted(self._queue, key=lambda entry: entry[:2])]
        self._queue.clear()
        return waiting

    @property
    def next_lane(self) -> Lane:
        return self._queue[0][2].notice.lane

    @property
    def empty(self) -> bool:
        return not self._queue

    def news_wait(self, at: float) -> float:
        """Seconds for which what comes next is left to gather with others; 0 if it is not small news."""
        return max(0.0, self.news_from - at) if self._queue and may_share(self._queue[0][2].notice) else 0.0

    def note(self, at: float, notice: Notice) -> None:
        """It was sent."""
        self.window.note(at)
        if self.group:
            self.second.note(at)
        if may_share(notice):
            self.news_from = self.gathers_until = at + PAUSE

    def put_off(self) -> None:
        """Small news wait for the end of the pause."""
        self.gathers_until = self.news_from + PAUSE

    def left_behind(self, lane: Lane) -> None:
        """Something waits for this chat in the outbox."""
        self.behind = lane if self.behind is None else min(self.behind, lane)

    def would_overtake(self, at: float, notice: Notice) -> bool:
        """Whether `notice`, sent at once, would go before what has waited for longer.

        A reply does not wait for anything but an earlier reply.
        """
        if may_share(notice) and self.gathers_until > at:
            return True
        if self.behind is None or notice.lane is Lane.PROMPT:
            return self.behind is notice.lane
        return self.behind <= notice.lane

    def wait(self, at: float, lane: Lane) -> float:
        """Seconds until something of `lane` may be sent here."""
        held = max(0.0, self.held_until - at)
        if not self.group:
            return held if lane in (Lane.PROMPT, Lane.URGENT) else max(held, self.window.wait(at))
        if lane is Lane.URGENT:
            return max(held, self.window.wait(at))
        return max(held, self.window.wait(at, self.reserve), self.second.wait(at))

    def takes(self, at: float, lane: Lane) -> bool:
        """Whether something of `lane` that is claimed now goes out at once, or right after what goes out now.

        What is urgent overtakes everything else here, even what is being sent.
        """
        if lane is Lane.URGENT:
            return self.wait(at, lane) == 0.0
        if lane is Lane.PROMPT and not self.group:
            return self.held_until <= at
        return self.free(at, lane)

    @property
    def needs_express(self) -> bool:
        """Whether what is urgent should not wait for what is being sent."""
        return self.next_is_urgent and not self.express and self.sending is not Lane.URGENT

    @property
    def next_is_urgent(self) -> bool:
        """Whether something urgent waits."""
        return not self.empty and self.next_lane is Lane.URGENT

    @property
    def busy(self) -> bool:
        """Whether something is being served."""
        return self.serving or self.express

    def free(self, at: float, lane: Lane) -> bool:
        """Whether nothing is under way here and something of `lane` may go out."""
        return not self.busy and self.empty and self.wait(at, lane) == 0.0

    def forgettable(self, at: float) -> bool:
        """Whether a new line would behave just like this one."""
        opened = max(self.held_until, self.news_from, self.gathers_until) <= at
        unused = self.window.unused(at) and self.second.unused(at)
        return not self.busy and self.empty and opened and self.behind is None and unused
