"""Turns due timers into events, and keeps the small regular chores of a process.

A timer that came due is put into the inbox and takes the same way in as what people send.  Nothing here decides what
a timer means.  A tick that was missed (a suspended machine, a restart) catches up, because timers are found by being
due, not by being watched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.storage_thread import StorageThread
from handlers.drills.standing import in_exercises
from storage import StorageUnavailable, Store

log = structlog.get_logger()

TICK_SECONDS = 1.0
TIMERS_PER_TICK = 500
BEAT = timedelta(seconds=5)  # how often a process says that it lives; others wait for several missed beats
TIDY = timedelta(hours=1)
LOOK = timedelta(seconds=20)
DRIFT = timedelta(seconds=30)  # by which clocks are put right without anybody noticing


@dataclass(slots=True)
class Scheduler:
    """`wake_intake` is called when there is new input; `wake_dispatcher` when something may be due to be sent;
    `among` when it was heard how many processes work on this database, `expect` how many people are in exercises.
    """

    store: Store
    storage: StorageThread
    clock: Clock
    wake_intake: Callable[[], None]
    wake_dispatcher: Callable[[], None]
    among: Callable[[int], None]
    expect: Callable[[int], None]
    look: Callable[[], None] | None = None  # now and then, on the storage thread
    database_works: bool = True  # as of the last tick
    _processes: int = 1
    _exercising: int = 0
    _done_at: dict[str, datetime] = field(default_factory=dict)
    _seen: tuple[datetime, float] | None = None  # the clock on the wall and the seconds counted, at the last tick

    async def run(self) -> None:
        """Ticks until cancelled. A database that is away is tried again at the next tick."""
        while True:
            try:
                fired = await self.storage.run(self._tick)
                self.among(self._processes)
                self.expect(self._exercising)
                if fired or self.store.shared:
                    self.wake_intake()
                self.wake_dispatcher()
                self.database_works = True
            except StorageUnavailable as error:
                self.database_works = False
                log.warning("scheduler waits for the database", why=str(error))
            await asyncio.sleep(min(TICK_SECONDS, self.clock.real_seconds(TICK_SECONDS * 10)))

    def _tick(self) -> int:
        now, elapsed = self.clock.now(), self.clock.elapsed()
        back = self._set_back(now, elapsed)
        if back and self.store.lead("clock"):
            log.warning("the clock was set back", by=back.total_seconds())
            self.store.clock_set_back(back)
        self._seen = (now, elapsed)
        if self._is_time("beat", BEAT, now):
            self._processes = self.store.beat()
        again = self.store.tidy(now).again if self._is_time("tidy", TIDY, now) else 0
        if self.look is not None and self._is_time("look", LOOK, now):
            self.look()
        self._exercising = len(in_exercises(self.store.directory.drills))
        return self.store.fire_timers(now, TIMERS_PER_TICK) + again

    def _set_back(self, now: datetime, elapsed: float) -> timedelta:
        """By how much somebody set the clock back since the last tick: nobody must be waited for that much longer."""
        back = self._expected(elapsed, now) - now
        return back if back > DRIFT else timedelta()

    def _expected(self, elapsed: float, now: datetime) -> datetime:
        """The least that the clock shows if nobody has set it back.

        A process that begins goes by what came in last, from which everything is waited for; unless another one is
        at work, whose clock may be a little ahead of ours.
        """
        if self._seen is not None:
            before, counted = self._seen
            return before + timedelta(seconds=elapsed - counted)
        last = self.store.newest_input() if self.store.lead("clock") else None
        return now if last is None else last

    def _is_time(self, chore: str, every: timedelta, now: datetime) -> bool:
        last = self._done_at.get(chore)
        if last is not None and timedelta() <= now - last < every:  # less than nothing: the clock was set back
            return False
        self._done_at[chore] = now
        return True
