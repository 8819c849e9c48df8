"""Serving chats: what was claimed goes out, each chat's in its turn; what has to wait longer goes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf

import structlog

from bot.clock import Clock
from bot.dispatcher.ledger import Ledger
from bot.dispatcher.line import Line, Work
from bot.dispatcher.lines import Chat, Lines, chat_of
from bot.dispatcher.room import Room
from bot.dispatcher.sender import Sender
from handlers.bundling import may_share
from handlers.delivery import Lane, Notice, NoticeState
from handlers.retry import Decision
from storage import StorageUnavailable

log = structlog.get_logger()

LINGER = 0.2  # seconds; what has to wait longer for its turn waits in the outbox, where it can still be reworded
HOLD = 1.0  # seconds; for a database that cannot be asked now
MOVING_SECONDS = 2.0  # a group's new number takes effect with the turn that writes it down
QUEUED = Decision(NoticeState.QUEUED)

Report = Callable[[Notice, Decision], None]


@dataclass(slots=True)
class Bell:
    """What those who serve chats tell whoever claims for them."""

    rung: asyncio.Event = field(default_factory=asyncio.Event)
    backlog: bool = True  # whether the outbox may hold more that could go now
    opens_at: float = inf  # when the first of the chats opens for which something was given back

    def ring(self) -> None:
        """There may be something to claim."""
        self.rung.set()


@dataclass(slots=True)
class Serving:
    """`report` hears what a send taught us: a chat moved or cannot be reached, or a notice is given up.

    `at_once` messages are under way at most; a quarter of that is kept for what is urgent.
    """

    clock: Clock
    lines: Lines
    room: Room
    sender: Sender
    ledger: Ledger
    report: Report
    at_once: int
    bell: Bell
    in_hand: set[str] = field(default_factory=set)  # ids of the notices in our lines
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    places: asyncio.Semaphore = field(init=False)
    _ordinary: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.places = asyncio.Semaphore(self.at_once)
        self._ordinary = asyncio.Semaphore(self.at_once - self.at_once // 4)

    def add(self, work: Work) -> None:
        """A claimed notice takes its place in its chat's line."""
        chat = chat_of(work.notice)
        line = self.lines.of(chat)
        line.add(work)
        self.in_hand.add(work.notice.id)
        self.room.reserve(chat[0], work.notice.lane)
        if not line.serving:
            line.serving = True
            self.start(self._serve(chat, line))
        elif line.needs_express:
            line.express = True
            self.start(self._serve_express(chat, line))

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
            if self.bell.backlog:
                self.bell.ring()

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
            await self.sender.prepare(first)  # before it takes a place that others could use
            async with AsyncExitStack() as places:
                if first.lane is not Lane.URGENT:
                    await places.enter_async_context(self._ordinary)
                await places.enter_async_context(self.places)
                at = self._note_send(chat[0], line, first)
                self._learn(chat, line, works, await self.sender.send(works), at)
        except StorageUnavailable as error:  # before it was sent: we could not look up what it edits
            log.warning("a notice waits for the database", notice=first.id, why=str(error))
            for work in works:
                self.ledger.note(work.notice, work.attempts, QUEUED)
            self._hold(chat[0], line, HOLD)
        finally:
            for work in works:
                self._leaves(chat[0], work)

    async def _wait_turn(self, bot: str, line: Line) -> None:
        while not line.empty:
            now, lane = self.clock.elapsed(), line.next_lane
            wait = max(line.wait(now, lane), self.room.wait(bot, now, lane))
            if (gathers := line.news_wait(now)) > max(wait, LINGER):
                self._put_off(bot, line, gathers)
                return
            if wait <= 0:
                return
            if wait > LINGER:
                self.give_back(bot, line)
                self.bell.opens_at = min(self.bell.opens_at, now + wait)
                self.bell.ring()
                return
            await asyncio.sleep(self.clock.real_seconds(wait))

    def _note_send(self, bot: str, line: Line, notice: Notice) -> float:
        now = self.clock.elapsed()
        line.note(now, notice)
        self.room.note(bot, now, notice.lane)
        return now

    def _learn(
        self, chat: Chat, line: Line, works: Sequence[Work], decisions: Sequence[Decision], noted_at: float
    ) -> None:
        """What one result told of the chat, by what was decided for each notice of the message."""
        decision = decisions[0]
        if decision.refused:
            until = self.clock.elapsed() + decision.hold if decision.throttled else None
            self.room.refused(chat[0], noted_at, chat[1], until)
        else:
            self.room.taken(chat[0])
        if decision.hold or decision.moved_to is not None:
            self._hold(chat[0], line, decision.hold or MOVING_SECONDS)
        for work, each in zip(works, decisions, strict=True):
            if each.state is NoticeState.DEAD:
                log.error("notice given up", notice=work.notice.id, bot=chat[0], why=each.why)
                self.report(work.notice, each)
        if decision.state is not NoticeState.DEAD and (decision.unreachable or decision.moved_to is not None):
            self.report(works[0].notice, decision)

    def _hold(self, bot: str, line: Line, seconds: float) -> None:
        """What waits behind a notice that goes out later goes out after it."""
        line.held_until = self.clock.elapsed() + seconds
        until = self.clock.now() + timedelta(seconds=seconds)
        self.give_back(bot, line, Decision(NoticeState.QUEUED, not_before=until))

    def _put_off(self, bot: str, line: Line, seconds: float) -> None:
        """Small news are left to gather with what else comes for their chat; nothing waits behind them."""
        until = Decision(NoticeState.QUEUED, not_before=self.clock.now() + timedelta(seconds=seconds))
        line.put_off()
        for waiting in line.give_up():
            self._leaves(bot, waiting)
            self.ledger.note(waiting.notice, waiting.attempts, until if may_share(waiting.notice) else QUEUED)
        self.bell.ring()

    def give_back(self, bot: str, line: Line, decision: Decision = QUEUED) -> None:
        """What waits in a line waits in the outbox again."""
        for waiting in line.give_up():
            line.left_behind(waiting.notice.lane)
            self._leaves(bot, waiting)
            self.ledger.note(waiting.notice, waiting.attempts, decision)

    def _leaves(self, bot: str, work: Work) -> None:
        self.room.release(bot, work.notice.lane)
        self.in_hand.discard(work.notice.id)

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Does it beside all else; `tasks` knows of it until it is done."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
