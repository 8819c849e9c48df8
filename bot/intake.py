"""Input becomes turns: onto disk first, then through the desk, many turns to a commit.

Everything comes in here: what people send (by whichever channel), timers that came due, and what the dispatcher
learnt about a chat.  On the storage thread raw input goes into the inbox, what is pending is taken conversation by
conversation in order, the desk runs on each, and all of it is committed at once.  Only then does whoever brought the
input hear that we have it (and a poller's offset moves on), and only then is anything sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.channels.port import RawUpdate
from bot.clock import Clock
from bot.dispatcher.ledger import Ledger
from bot.storage_thread import StorageThread
from bot.turns import PER_COMMIT, Outcome, Turns
from storage import Received, Settled, StorageUnavailable

log = structlog.get_logger()

SHARED_AGAIN = 0.03  # seconds until conversations that another process had are looked at again
RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)  # while the database is away


@dataclass(frozen=True, slots=True)
class Arrival:
    """Raw input on its way to disk; `landed` is done once it is there."""

    bot: str
    updates: Sequence[RawUpdate]
    landed: asyncio.Future[None]


@dataclass(slots=True)
class Intake:
    """`after_commit` gets each outcome on the event loop; what the `ledger` has to write goes with the turns."""

    turns: Turns
    storage: StorageThread
    clock: Clock
    after_commit: Callable[[Outcome], None]
    ledger: Ledger
    _arrivals: list[Arrival] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)
    _closed: bool = False

    async def receive(self, bot: str, updates: Sequence[RawUpdate]) -> None:
        """Returns once `updates` are on disk. Raises StorageUnavailable if that could not be done."""
        if self._closed:
            raise _stopping()
        landed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals.append(Arrival(bot, updates, landed))
        self.wake()
        await landed

    def wake(self) -> None:
        """There may be something in the inbox."""
        self._quiet.clear()
        self._wake.set()

    def close(self) -> None:
        """Takes nothing more: whoever brings input, and whoever waits with some, is told to bring it again."""
        self._closed = True
        arrivals, self._arrivals = self._arrivals, []
        _settle(arrivals, _stopping())

    @property
    def closed(self) -> bool:
        """Whether it takes nothing more."""
        return self._closed

    @property
    def is_quiet(self) -> bool:
        """Whether everything received so far has had its turn."""
        return self._quiet.is_set()

    async def quiet(self) -> None:
        """Returns once everything received so far has had its turn."""
        await self._quiet.wait()

    async def run(self) -> None:
        """Works until cancelled. A database that is away is waited for, and loses nothing."""
        failures = 0
        self.wake()
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._work()
                failures = 0
            except StorageUnavailable as error:
                wait = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
                failures += 1
                log.warning("database unavailable", why=str(error), again_in=wait)
                await asyncio.sleep(wait)
                self.wake()

    async def _work(self) -> None:
        more = True
        while more or self._arrivals:
            arrivals, self._arrivals = self._arrivals, []
            outcome = await self._commit(arrivals)
            self.after_commit(outcome)
            more = outcome.turns >= PER_COMMIT
            if self.turns.store.shared and outcome.turns < sum(len(arrival.updates) for arrival in arrivals):
                # Another process has these conversations just now; what it does not take is ours to come back for.
                asyncio.get_running_loop().call_later(SHARED_AGAIN, self.wake)
        if not self._wake.is_set():
            self._quiet.set()

    async def _commit(self, arrivals: Sequence[Arrival]) -> Outcome:
        results = self.ledger.take()
        try:
            return await self.storage.run(self._land_and_turn, arrivals, results, asyncio.get_running_loop())
        except BaseException:
            self.ledger.put_back(results)
            raise

    # on the storage thread

    def _land_and_turn(
        self, arrivals: Sequence[Arrival], results: Sequence[Settled], loop: asyncio.AbstractEventLoop
    ) -> Outcome:
        """What arrived, the turns on it and the results of sends share one commit; if that cannot be, all but the
        turns land by themselves."""
        received = self._received(arrivals)
        try:
            outcome = self.turns.take(received, results)
        except StorageUnavailable as error:
            loop.call_soon_threadsafe(_settle, arrivals, error)
            raise
        loop.call_soon_threadsafe(_settle, arrivals, None)
        return outcome

    def _received(self, arrivals: Sequence[Arrival]) -> dict[str, Sequence[Received]]:
        now = self.clock.now()
        received: dict[str, list[Received]] = {}
        for arrival in arrivals:
            mine = received.setdefault(arrival.bot, [])
            mine += [Received(u.update_id, u.conversation, u.raw, now) for u in arrival.updates]
        return dict(received)


def _stopping() -> StorageUnavailable:
    return StorageUnavailable("this process stops; bring it again")


def _settle(arrivals: Sequence[Arrival], error: StorageUnavailable | None) -> None:
    for arrival in arrivals:
        if arrival.landed.done():
            continue
        if error is None:
            arrival.landed.set_result(None)
        else:
            arrival.landed.set_exception(error)
