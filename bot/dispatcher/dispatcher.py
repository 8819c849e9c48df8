"""The dispatcher itself: what is claimed and when, and what other parts of the process ask of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from math import inf

import structlog

from bot.channels.port import Channel
from bot.clock import Clock
from bot.config import Sending
from bot.dispatcher.ledger import Ledger
from bot.dispatcher.line import SECOND, Work
from bot.dispatcher.lines import MINUTE, URGENT, Lines, chat_of
from bot.dispatcher.room import Room
from bot.dispatcher.salvage import Salvage
from bot.dispatcher.sender import Sender
from bot.dispatcher.serving import LINGER, Bell, Report, Serving
from bot.dispatcher.shares import Shares
from bot.storage_thread import StorageThread
from handlers.delivery import Lane, Notice
from handlers.house import TapAnswer
from storage import Queued, StorageUnavailable, Store

log = structlog.get_logger()

ORDINARY = (Lane.ALERT, Lane.PROMPT, Lane.ROUTINE)
LOOK_AGAIN = 1.0  # seconds; how often the outbox is looked at when nothing woke us
DRAIN_SECONDS = 10.0
TOGETHER = 0.02  # seconds; claims for what has room at nearly the same time are made together


class Dispatcher:
    """`report` hears what a send taught us: a chat moved or cannot be reached, or a notice is given up."""

    def __init__(
        self,
        store: Store,
        storage: StorageThread,
        channels: Mapping[str, Channel],
        clock: Clock,
        limits: Sending,
        report: Report,
    ) -> None:
        self._store = store
        self._storage = storage
        self._channels = channels
        self._clock = clock
        self._limits = limits
        self.ledger = Ledger(store, storage)
        self._sender = Sender(store, storage, channels, clock, self.ledger)
        self._shares = Shares(clock.elapsed(), shared=store.shared)
        self._lines = Lines(limits.per_group_minute)
        self._room = Room(channels, limits.per_second)
        self._bell = Bell()
        self._serving = Serving(
            clock, self._lines, self._room, self._sender, self.ledger, report, limits.at_once, self._bell
        )
        self._salvage = Salvage(store, storage, clock, self.ledger, self._serving.in_hand, report)
        self._stopping = False

    # What other parts of the process call.

    def claims(self, notice: Notice) -> bool:
        """Whether `notice`, being written now, would go out at once; it is then written as claimed by us.

        Called on the storage thread.  It sees lines that may change at the same time, which costs a short wait,
        nothing more.
        """
        if self._stopping or notice.not_before is not None or not self._can_edit(notice):
            return False
        line, now = self._lines.known(chat_of(notice)), self._clock.elapsed()
        if line is not None and (line.would_overtake(now, notice) or not line.takes(now, notice.lane)):
            return False
        if notice.lane is Lane.PROMPT:
            return True
        if self._room.left(notice.bot, now, notice.lane) <= 0:
            return False
        self._room.promise(notice.bot)
        return True

    def _can_edit(self, notice: Notice) -> bool:
        """Whether what `notice` edits went out by us, or goes out by us before it; else the outbox knows better."""
        edited = notice.edits
        return edited is None or self._sender.has_sent(edited) or edited in self._serving.in_hand

    def accept(self, queued: Iterable[Queued]) -> None:
        """Notices that were just committed: ours to send, or left in the outbox for the pump."""
        now = self._clock.now()
        self._room.commit()
        for one in queued:
            if one.claimed:
                self._serving.add(Work(one.notice, now))
            else:
                if one.notice.not_before is None:
                    self._lines.of(chat_of(one.notice)).left_behind(one.notice.lane)
                self._bell.backlog = True
                self._bell.ring()

    def answer(self, answers: Sequence[TapAnswer]) -> None:
        """Answers taps, each on its own: a platform waits 150 s for that, and limits it not at all."""
        for one in answers:
            self._serving.start(self._answer(one))

    def wake(self) -> None:
        """Something may be due in the outbox."""
        self._bell.ring()

    def among(self, processes: int) -> None:
        """So many processes send by these bots now."""
        self._shares.hear(processes, self._clock.elapsed())

    def expect(self, people: int) -> None:
        """So many are in exercises that go on: there must be room to tell them all at once that something is real."""
        self._room.expect(people)

    async def run(self) -> None:
        """Claims and serves until drained; first of all what a process that died had under way."""
        while not self._stopping:
            try:
                await self._salvage.look()
                pause = await self._pump()
            except StorageUnavailable as error:
                log.warning("outbox unavailable", why=str(error))
                pause = LOOK_AGAIN
            await self._sleep(pause)

    @property
    def busy(self) -> bool:
        """Whether something is being sent, or a result waits to be written down."""
        return bool(self._serving.tasks) or self.ledger.pending

    async def quiet(self) -> None:
        """Returns once nothing is under way and every result is written down."""
        while self.busy:
            await asyncio.gather(*self._serving.tasks, return_exceptions=True)
            await self.ledger.flush()

    async def drain(self) -> None:
        """Stops taking on work, lets what is under way finish, and gives back what was not begun."""
        self._stopping = True
        self._bell.ring()
        for (bot, _), line in self._lines:
            self._serving.give_back(bot, line)
        if self._serving.tasks:
            await asyncio.wait(self._serving.tasks, timeout=DRAIN_SECONDS)
        await self.ledger.flush()

    # Claiming.

    async def _pump(self) -> float:
        """Claims what there is or soon will be room for, the urgent first; returns seconds until the next look."""
        now = self._clock.elapsed()
        self._room.share(self._shares.share(now, SECOND))
        self._lines.share(self._shares.share(now, MINUTE))
        self._lines.forget(now)
        self._bell.backlog = False
        pause = min(await self._claim(URGENT, now), await self._claim(ORDINARY, now))
        return min(pause, self._until_a_chat_opens())

    async def _claim(self, lanes: Sequence[Lane], now: float) -> float:
        """Claims of these lanes; returns seconds until there may be room for more of them."""
        rooms = {bot: left for bot in self._channels if (left := self._room.left(bot, now + LINGER, lanes[0])) > 0}
        if not rooms:
            self._bell.backlog = True
            return max(self._room.first_wait(now, lanes[0]) - LINGER, TOGETHER)
        most = min(self._limits.at_once, *rooms.values())
        closed = self._lines.closed(now, lanes)
        taken_up = self._lines.take_up(lanes, closed)
        claimed = await self._storage.run(self._store.claim, most, self._clock.now(), list(rooms), closed, lanes)
        if len(claimed) >= most:
            for line, lane in taken_up:
                line.left_behind(lane)
        for one in claimed:
            self._serving.add(Work(one.notice, one.queued_at, one.attempts))
        return max(self._room.first_wait(now, lanes[0]) - LINGER, TOGETHER) if len(claimed) >= most else LOOK_AGAIN

    def _until_a_chat_opens(self) -> float:
        wait = self._bell.opens_at - self._clock.elapsed()
        if wait <= 0:
            self._bell.opens_at = inf
        return max(0.0, min(LOOK_AGAIN, wait))

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0 or self._stopping:
            return
        try:
            async with asyncio.timeout(self._clock.real_seconds(seconds)):
                await self._bell.rung.wait()
        except TimeoutError:
            return
        finally:
            self._bell.rung.clear()

    async def _answer(self, answer: TapAnswer) -> None:
        channel = self._channels.get(answer.bot)
        if channel is None:
            return
        async with self._serving.places:
            await channel.answer_tap(answer.tap_id, answer.text, answer.alert)
