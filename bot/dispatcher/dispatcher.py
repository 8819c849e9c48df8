"""The dispatcher itself: what is claimed, when, and each chat's line served in its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from math import inf

import structlog

from bot.channels.port import Channel
from bot.clock import Clock
from bot.config import Sending
from bot.dispatcher.ledger import Ledger
from bot.dispatcher.line import SECOND, Line, Work
from bot.dispatcher.lines import MINUTE, URGENT, Chat, Lines, chat_of
from bot.dispatcher.room import Room
from bot.dispatcher.salvage import Salvage
from bot.dispatcher.sender import Sender
from bot.dispatcher.shares import Shares
from bot.storage_thread import StorageThread
from handlers.bundling import may_share
from handlers.delivery import Lane, Notice, NoticeState
from handlers.house import TapAnswer
from handlers.retry import Decision
from storage import Queued, StorageUnavailable, Store

log = structlog.get_logger()

ORDINARY = (Lane.ALERT, Lane.PROMPT, Lane.ROUTINE)
LOOK_AGAIN = 1.0  # seconds; how often the outbox is looked at when nothing woke us
DRAIN_SECONDS = 10.0
TOGETHER = 0.02  # seconds; claims for what has room at nearly the same time are made together
LINGER = 0.2  # seconds; what has to wait longer for its turn waits in the outbox, where it can still be reworded
MOVING_SECONDS = 2.0  # a group's new number takes effect with the turn that writes it down
QUEUED = Decision(NoticeState.QUEUED)

Report = Callable[[Notice, Decision], None]


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
        self._report = report
        self.ledger = Ledger(store, storage)
        self._sender = Sender(store, storage, channels, clock, self.ledger)
        self._shares = Shares(clock.elapsed(), shared=store.shared)
        self._lines = Lines(limits.per_group_minute)
        self._in_hand: set[str] = set()  # ids of the notices in our lines
        self._room = Room(channels, limits.per_second)
        self._salvage = Salvage(store, storage, clock, self.ledger, self._in_hand, report)
        self._at_once = asyncio.Semaphore(limits.at_once)
        self._ordinary_at_once = asyncio.Semaphore(limits.at_once - limits.at_once // 4)  # the rest is for the urgent
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._backlog = True  # whether the outbox may hold more that could go now
        self._opens_at = inf  # when the first of the chats opens for which something was given back
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
        return edited is None or self._sender.has_sent(edited) or edited in self._in_hand

    def accept(self, queued: Iterable[Queued]) -> None:
        """Notices that were just committed: ours to send, or left in the outbox for the pump."""
        now = self._clock.now()
        self._room.commit()
        for one in queued:
            if one.claimed:
                self._add(Work(one.notice, now))
            else:
                if one.notice.not_before is None:
                    self._lines.of(chat_of(one.notice)).left_behind(one.notice.lane)
                self._backlog = True
                self._wake.set()

    def answer(self, answers: Sequence[TapAnswer]) -> None:
        """Answers taps, each on its own: a platform waits 150 s for that, and limits it not at all."""
        for one in answers:
            self._start(self._answer(one))

    def wake(self) -> None:
        """Something may be due in the outbox."""
        self._wake.set()

    def among(self, processes: int) -> None:
        """So many processes send by these bots now."""
        self._shares.hear(processes, self._clock.elapsed())

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
        return bool(self._tasks) or self.ledger.pending

    async def quiet(self) -> None:
        """Returns once nothing is under way and every result is written down."""
        while self.busy:
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.ledger.flush()

    async def drain(self) -> None:
        """Stops taking on work, lets what is under way finish, and gives back what was not begun."""
        self._stopping = True
        self._wake.set()
        for (bot, _), line in self._lines:
            self._give_back(bot, line)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
        await self.ledger.flush()

    # Claiming.

    async def _pump(self) -> float:
        """Claims what there is or soon will be room for, the urgent first; returns seconds until the next look."""
        now = self._clock.elapsed()
        self._room.share(self._shares.share(now, SECOND))
        self._lines.share(self._shares.share(now, MINUTE))
        self._lines.forget(now)
        self._backlog = False
        pause = min(await self._claim(URGENT, now), await self._claim(ORDINARY, now))
        return min(pause, self._until_a_chat_opens())

    async def _claim(self, lanes: Sequence[Lane], now: float) -> float:
        """Claims of these lanes; returns seconds until there may be room for more of them."""
        rooms = {bot: left for bot in self._channels if (left := self._room.left(bot, now + LINGER, lanes[0])) > 0}
        if not rooms:
            self._backlog = True
            return max(self._room.first_wait(now, lanes[0]) - LINGER, TOGETHER)
        most = min(self._limits.at_once, *rooms.values())
        closed = self._lines.closed(now, lanes)
        taken_up = self._lines.take_up(lanes, closed)
        claimed = await self._storage.run(self._store.claim, most, self._clock.now(), list(rooms), closed, lanes)
        if len(claimed) >= most:
            for line, lane in taken_up:
                line.left_behind(lane)
        for one in claimed:
            self._add(Work(one.notice, one.queued_at, one.attempts))
        return max(self._room.first_wait(now, lanes[0]) - LINGER, TOGETHER) if len(claimed) >= most else LOOK_AGAIN

    def _until_a_chat_opens(self) -> float:
        wait = self._opens_at - self._clock.elapsed()
        if wait <= 0:
            self._opens_at = inf
        return max(0.0, min(LOOK_AGAIN, wait))

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0 or self._stopping:
            return
        try:
            async with asyncio.timeout(self._clock.real_seconds(seconds)):
                await self._wake.wait()
        except TimeoutError:
            return
        finally:
            self._wake.clear()

    # Serving one chat.

    def _add(self, work: Work) -> None:
        chat = chat_of(work.notice)
        line = self._lines.of(chat)
        line.add(work)
        self._in_hand.add(work.notice.id)
        self._room.reserve(chat[0], work.notice.lane)
        if not line.serving:
            line.serving = True
            self._start(self._serve(chat, line))
        elif line.needs_express:
            line.express = True
            self._start(self._serve_express(chat, line))

    async def _serve(self, chat: Chat, line: Line) -> None:
        try:
            while not line.empty:
                await self._wait_turn(chat[0], line)
                works = line.take()
                if not works:  # the line was held or drained meanwhile
                    return
                line.sending = works[0].notice.lane
                await self._serve_one(chat, line, works)
                line.sending = None
        finally:
            line.serving, line.sending = False, None
            if self._backlog:
                self._wake.set()

    async def _serve_express(self, chat: Chat, line: Line) -> None:
        """What is urgent goes out beside an ordinary message to the same chat, which may take its time."""
        try:
            while line.next_is_urgent:
                await self._wait_turn(chat[0], line)
                works = line.take() if line.next_is_urgent else []
                if not works:
                    return
                await self._serve_one(chat, line, works)
        finally:
            line.express = False

    async def _serve_one(self, chat: Chat, line: Line, works: Sequence[Work]) -> None:
        """Sends one message: one notice, or several small ones."""
        first = works[0].notice
        try:
            await self._sender.prepare(first)  # before it takes a place that others could use
            async with AsyncExitStack() as places:
                if first.lane is not Lane.URGENT:
                    await places.enter_async_context(self._ordinary_at_once)
                await places.enter_async_context(self._at_once)
                at = self._note_send(chat[0], line, first)
                self._learn(chat, line, works, await self._sender.send(works), at)
        except StorageUnavailable as error:  # before it was sent: we could not look up what it edits
            log.warning("a notice waits for the database", notice=first.id, why=str(error))
            for work in works:
                self.ledger.note(work.notice, work.attempts, QUEUED)
            self._hold(chat[0], line, LOOK_AGAIN)
        finally:
            for work in works:
                self._leaves(chat[0], work)

    async def _wait_turn(self, bot: str, line: Line) -> None:
        while not line.empty:
            now, lane = self._clock.elapsed(), line.next_lane
            wait = max(line.wait(now, lane), self._room.wait(bot, now, lane))
            if (gathers := line.news_wait(now)) > max(wait, LINGER):
                self._put_off(bot, line, gathers)
                return
            if wait <= 0:
                return
            if wait > LINGER:
                self._give_back(bot, line)
                self._opens_at = min(self._opens_at, now + wait)
                self._wake.set()
                return
            await asyncio.sleep(self._clock.real_seconds(wait))

    def _note_send(self, bot: str, line: Line, notice: Notice) -> float:
        now = self._clock.elapsed()
        line.note(now, notice)
        self._room.note(bot, now, notice.lane)
        return now

    def _learn(
        self, chat: Chat, line: Line, works: Sequence[Work], decisions: Sequence[Decision], noted_at: float
    ) -> None:
        """What one result told of the chat, by what was decided for each notice of the message."""
        decision = decisions[0]
        if decision.refused:
            until = self._clock.elapsed() + decision.hold if decision.throttled else None
            self._room.refused(chat[0], noted_at, chat[1], until)
        else:
            self._room.taken(chat[0])
        if decision.hold or decision.moved_to is not None:
            self._hold(chat[0], line, decision.hold or MOVING_SECONDS)
        for work, each in zip(works, decisions, strict=True):
            if each.state is NoticeState.DEAD:
                log.error("notice given up", notice=work.notice.id, bot=chat[0], why=each.why)
                self._report(work.notice, each)
        if decision.state is not NoticeState.DEAD and (decision.unreachable or decision.moved_to is not None):
            self._report(works[0].notice, decision)

    def _hold(self, bot: str, line: Line, seconds: float) -> None:
        """What waits behind a notice that goes out later goes out after it."""
        line.held_until = self._clock.elapsed() + seconds
        until = self._clock.now() + timedelta(seconds=seconds)
        self._give_back(bot, line, Decision(NoticeState.QUEUED, not_before=until))

    def _put_off(self, bot: str, line: Line, seconds: float) -> None:
        """Small news are left to gather with what else comes for their chat; nothing waits behind them."""
        until = Decision(NoticeState.QUEUED, not_before=self._clock.now() + timedelta(seconds=seconds))
        line.put_off()
        for waiting in line.give_up():
            self._leaves(bot, waiting)
            self.ledger.note(waiting.notice, waiting.attempts, until if may_share(waiting.notice) else QUEUED)
        self._wake.set()

    def _give_back(self, bot: str, line: Line, decision: Decision = QUEUED) -> None:
        """What waits in a line waits in the outbox again."""
        for waiting in line.give_up():
            line.left_behind(waiting.notice.lane)
            self._leaves(bot, waiting)
            self.ledger.note(waiting.notice, waiting.attempts, decision)

    def _leaves(self, bot: str, work: Work) -> None:
        self._room.release(bot, work.notice.lane)
        self._in_hand.discard(work.notice.id)

    async def _answer(self, answer: TapAnswer) -> None:
        channel = self._channels.get(answer.bot)
        if channel is None:
            return
        async with self._at_once:
            await channel.answer_tap(answer.tap_id, answer.text, answer.alert)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
