"""Input becomes turns: onto disk first, then through the desk, many turns to a commit.

Everything comes in here: what people send (by whichever channel), timers that came due, and what the dispatcher
learnt about a chat.  On the storage thread raw input goes into the inbox, what is pending is taken conversation by
conversation in order, the desk runs on each, and all of it is committed at once.  Only then does whoever brought the
input hear that we have it (and a poller's offset moves on), and only then is anything sent.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from bot import crash
from bot.channels.port import Channel, RawUpdate, Undecodable
from bot.clock import Clock
from bot.dispatcher.ledger import Ledger
from bot.storage_thread import StorageThread
from bot.timer_events import read_timer
from handlers.delivery import Lane, Notice
from handlers.desk import handle
from handlers.events import Inbound
from handlers.house import House, TapAnswer
from handlers.messages import plain
from playbooks.phrases import phrases
from storage import Batch, InboxItem, Queued, Received, Refused, Retry, Settled, StorageUnavailable, Store

log = structlog.get_logger()

TURNS_PER_COMMIT = 50
SHARED_AGAIN = 0.03  # seconds until conversations that another process had are looked at again
RACES_LOST = 5  # against another process on the same database, before it counts as trouble
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
    files: bool = False  # there are files to be fetched


@dataclass(slots=True)
class Intake:
    """`after_commit` gets each outcome on the event loop; `claim` says which notices can be sent at once; what the
    `ledger` has to write rides along with the turns."""

    store: Store
    storage: StorageThread
    channels: Mapping[str, Channel]
    house: House
    clock: Clock
    after_commit: Callable[[Outcome], None]
    claim: Callable[[Notice], bool]
    ledger: Ledger
    _arrivals: list[Arrival] = field(default_factory=list)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)
    _closed: bool = False
    _tried: InboxItem | None = None  # by the storage thread, when it takes one turn at a time

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
            more = outcome.turns >= TURNS_PER_COMMIT
            if self.store.shared and outcome.turns < sum(len(arrival.updates) for arrival in arrivals):
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

    # What follows runs on the storage thread.

    def _land_and_turn(
        self, arrivals: Sequence[Arrival], results: Sequence[Settled], loop: asyncio.AbstractEventLoop
    ) -> Outcome:
        """What arrived, the turns on it and the results of sends share one commit; if that cannot be, all but the
        turns land by themselves."""
        received = self._received(arrivals)
        try:
            outcome = self._turns_that_can_be(received, results)
        except StorageUnavailable as error:
            loop.call_soon_threadsafe(_settle, arrivals, error)
            raise
        loop.call_soon_threadsafe(_settle, arrivals, None)
        return outcome

    def _turns_that_can_be(self, received: dict[str, Sequence[Received]], results: Sequence[Settled]) -> Outcome:
        try:
            return self._turns_at_once_or_again(received, results)
        except Refused as error:
            log.error("a turn asked the database for something impossible", why=str(error))
            self._land(received, results)
            return self._turns_one_by_one()

    def _turns_at_once_or_again(self, received: dict[str, Sequence[Received]], results: Sequence[Settled]) -> Outcome:
        for _ in range(RACES_LOST):
            with contextlib.suppress(Retry):
                return self._turns(TURNS_PER_COMMIT, received, results)
        return self._turns(TURNS_PER_COMMIT, received, results)

    def _received(self, arrivals: Sequence[Arrival]) -> dict[str, Sequence[Received]]:
        now = self.clock.now()
        received: dict[str, list[Received]] = {}
        for arrival in arrivals:
            mine = received.setdefault(arrival.bot, [])
            mine += [Received(u.update_id, u.conversation, u.raw, now) for u in arrival.updates]
        return dict(received)

    def _land(self, received: Mapping[str, Sequence[Received]], results: Sequence[Settled]) -> None:
        for bot, updates in received.items():
            self.store.receive(bot, updates)
        self.store.settle(results)

    def _turns(self, most: int, received: dict[str, Sequence[Received]], results: Sequence[Settled] = ()) -> Outcome:
        answers: list[TapAnswer] = []
        with self.store.turns(most, self.claim, received=received, settled=results) as batch:
            self._tried = batch.items[0] if batch.items else None
            for item in batch.items:
                answers += self._turn(batch, item)
        crash.point("after-commit")
        return Outcome(batch.notices, answers, len(batch.items), batch.brought_files)

    def _turns_one_by_one(self) -> Outcome:
        """Finds the turn that cannot be written, and sets its input aside."""
        notices: list[Queued] = []
        answers: list[TapAnswer] = []
        files = False
        for _ in range(TURNS_PER_COMMIT):
            try:
                outcome = self._turns(1, {})
            except Refused as error:
                self._set_aside_next(str(error))
                continue
            notices += outcome.notices
            answers += outcome.answers
            files = files or outcome.files
        return Outcome(notices, answers, TURNS_PER_COMMIT, files)

    def _set_aside_next(self, why: str) -> None:
        """Of several processes, another may have taken it meanwhile; then what is next now has done nothing wrong."""
        with self.store.turns(1, self.claim) as batch:
            for item in batch.items:
                if self._tried is not None and item.id == self._tried.id:
                    batch.quarantine(item, why)

    def _turn(self, batch: Batch, item: InboxItem) -> Sequence[TapAnswer]:
        try:
            inbound = self._decode(item)
        except Undecodable as error:
            log.warning("input quarantined", bot=item.bot, update_id=item.update_id, why=str(error))
            batch.quarantine(item, str(error))
            return ()
        try:
            with batch.turn(item) as uow:
                return handle(inbound, uow, self.house) if inbound else ()
        except StorageUnavailable:
            raise
        except Exception as error:  # the one level at which a turn may fail: it is kept, and said
            log.exception("turn failed", bot=item.bot, update_id=item.update_id)
            batch.quarantine(item, f"{type(error).__name__}: {error}")
            return self._apologise(batch, item, inbound) if inbound else ()

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
