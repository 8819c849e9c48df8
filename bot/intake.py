"""Input becomes turns: onto disk first, then through the desk, many turns to a commit.

Everything comes in here: what people send (by whichever channel), timers that came due, and what the dispatcher
learnt about a chat.  Two steps on the storage thread: `receive` puts raw input into the inbox and commits; only then
is its sender told that we have it.  `turns` takes what is pending, conversation by conversation in order, runs the
desk on each, and commits all of it at once.  Nothing is sent before that commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from bot import crash
from bot.channels.port import Channel, RawUpdate, Undecodable
from bot.clock import Clock
from bot.storage_thread import StorageThread
from bot.timer_events import read_timer
from handlers.delivery import Lane, Notice
from handlers.desk import handle
from handlers.events import Inbound
from handlers.house import House, TapAnswer
from handlers.messages import plain
from playbooks.phrases import phrases
from storage import Batch, InboxItem, Queued, Received, Retry, StorageUnavailable, Store

log = structlog.get_logger()

TURNS_PER_COMMIT = 50
RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)  # while the database is away


@dataclass(frozen=True, slots=True)
class Arrival:
    """Raw input on its way to disk; `landed` is done once it is there."""

    bot: str
    updates: Sequence[RawUpdate]
    landed: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a commit of turns gives the rest of the process to do."""

    notices: Sequence[Queued] = ()
    answers: Sequence[TapAnswer] = ()
    turns: int = 0


@dataclass(slots=True)
class Intake:
    """`after_commit` gets each outcome on the event loop; `claim` says which notices can be sent at once."""

    store: Store
    storage: StorageThread
    channels: Mapping[str, Channel]
    house: House
    clock: Clock
    after_commit: Callable[[Outcome], None]
    claim: Callable[[Notice], bool]
    _arrivals: list[Arrival] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, bot: str, updates: Sequence[RawUpdate]) -> None:
        """Returns once `updates` are on disk. Raises StorageUnavailable if that could not be done."""
        landed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals.append(Arrival(bot, updates, landed))
        self.wake()
        await landed

    def wake(self) -> None:
        """There may be something in the inbox."""
        self._quiet.clear()
        self._wake.set()

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
        turns = TURNS_PER_COMMIT
        while self._arrivals or turns:
            arrivals, self._arrivals = self._arrivals, []
            outcome = await self.storage.run(self._land_and_turn, arrivals, asyncio.get_running_loop())
            self.after_commit(outcome)
            turns = outcome.turns
        if not self._wake.is_set():
            self._quiet.set()

    # What follows runs on the storage thread.

    def _land_and_turn(self, arrivals: Sequence[Arrival], loop: asyncio.AbstractEventLoop) -> Outcome:
        if arrivals:
            self._land(arrivals, loop)
            crash.point("after-receive")
        return self._turns()

    def _land(self, arrivals: Sequence[Arrival], loop: asyncio.AbstractEventLoop) -> None:
        now = self.clock.now()
        try:
            for arrival in arrivals:
                self.store.receive(
                    arrival.bot, [Received(u.update_id, u.conversation, u.raw, now) for u in arrival.updates]
                )
        except StorageUnavailable as error:
            loop.call_soon_threadsafe(_settle, arrivals, error)
            raise
        loop.call_soon_threadsafe(_settle, arrivals, None)

    def _turns(self) -> Outcome:
        answers: list[TapAnswer] = []
        try:
            with self.store.turns(limit=TURNS_PER_COMMIT, claim=self.claim) as batch:
                for item in batch.items:
                    answers += self._turn(batch, item)
        except Retry:
            return Outcome(turns=1)  # another process was in the way; the same input is taken again
        crash.point("after-commit")
        return Outcome(batch.notices, answers, len(batch.items))

    def _turn(self, batch: Batch, item: InboxItem) -> Sequence[TapAnswer]:
        try:
            inbound = self._decode(item)
        except Undecodable as error:
            log.warning("input quarantined", bot=item.bot, update_id=item.update_id, why=str(error))
            batch.quarantine(item, str(error))
            return ()
        if inbound is None:
            return ()
        try:
            with batch.turn(item) as uow:
                return handle(inbound, uow, self.house)
        except (StorageUnavailable, Retry):
            raise
        except Exception as error:  # the one level at which a turn may fail: it is kept, and said
            log.exception("turn failed", bot=item.bot, update_id=item.update_id)
            batch.quarantine(item, f"{type(error).__name__}: {error}")
            return self._apologise(batch, item, inbound)

    def _apologise(self, batch: Batch, item: InboxItem, inbound: Inbound) -> Sequence[TapAnswer]:
        if not inbound.private:
            return ()
        with batch.turn(item) as uow:
            person = inbound.sender and uow.directory.staff_by_account.get(inbound.sender.account)
            if not person:
                return ()
            say = phrases(person.language)
            words = say("Sorry, that went wrong on our side. Your answers are safe; please try once more.")
            uow.queue(Notice(uow.new_id(), inbound.bot, inbound.chat, plain(words), Lane.PROMPT))
        return ()

    def _decode(self, item: InboxItem) -> Inbound | None:
        timer = read_timer(item.raw, item.conversation, item.received_at)
        if timer is not None:
            return timer
        channel = self.channels.get(item.bot)
        if channel is None:
            raise Undecodable(f"no bot called {item.bot} is configured")
        return channel.decode(item.raw, item.received_at)


def _settle(arrivals: Sequence[Arrival], error: StorageUnavailable | None) -> None:
    for arrival in arrivals:
        if arrival.landed.done():
            continue
        if error is None:
            arrival.landed.set_result(None)
        else:
            arrival.landed.set_exception(error)
