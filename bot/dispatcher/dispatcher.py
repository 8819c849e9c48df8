"""The dispatcher itself: lines of chats, the pump that claims, and one send."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from math import inf

import structlog

from bot import crash
from bot.budget import Window
from bot.channels.port import Channel, NotLoaded, Outgoing
from bot.clock import Clock
from bot.config import Sending
from bot.dispatcher.ledger import Ledger
from bot.dispatcher.line import Line, Work
from bot.storage_thread import StorageThread
from handlers.delivery import Lane, Notice, NoticeState, Uncertain
from handlers.house import TapAnswer
from handlers.retry import Decision, decide, marked
from storage import OutboxItem, Queued, Settled, StorageUnavailable, Store

log = structlog.get_logger()

SECOND, MINUTE = 1.0, 60.0
REFERENCES_KEPT = 20_000  # message numbers remembered for edits; older ones are read from the outbox
ORPHANS_SECONDS = 10.0  # between looks for what other processes died with
LOOK_AGAIN = 1.0  # seconds; how often the outbox is looked at when nothing woke us
DRAIN_SECONDS = 10.0
LINGER = 0.2  # seconds; what has to wait longer for its turn waits in the outbox, where it can still be reworded
MOVING_SECONDS = 2.0  # a group's new number takes effect with the turn that writes it down

Chat = tuple[str, int]
Report = Callable[[Chat, Decision], None]


class Dispatcher:
    """`report` is told what a send taught us about a chat: that it moved, or cannot be reached any more."""

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
        self._lines: dict[Chat, Line] = {}
        self._overall: dict[str, Window] = {bot: Window(limits.per_second, SECOND) for bot in channels}
        self._reserved: dict[str, int] = dict.fromkeys(channels, 0)  # claimed and not yet sent
        self._promised: dict[str, int] = dict.fromkeys(channels, 0)  # claimed by a commit that is under way
        self._at_once = asyncio.Semaphore(limits.at_once)
        self._references: OrderedDict[str, int] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._backlog = True  # whether the outbox may hold more that could go now
        self._unknown: set[str] = set()  # ids of what is ours to send as of the last look, and we know nothing of
        self._under_way: set[str] = set()  # ids of the notices in our lines
        self._opens_at = inf  # when the first of the chats opens for which something was given back
        self._look_for_orphans_at = 0.0
        self._stopping = False

    # What other parts of the process call.

    def claims(self, notice: Notice) -> bool:
        """Whether `notice`, being written now, would go out at once; it is then written as claimed by us.

        Called on the storage thread; it only reads, so a stale view costs a short wait, nothing more.
        """
        if self._stopping or notice.not_before is not None or not self._can_edit(notice):
            return False
        line = self._lines.get((notice.bot, notice.chat))
        now = self._clock.elapsed()
        if (
            line is not None
            and not (notice.lane == Lane.PROMPT and not line.group)
            and not line.free(now, notice.lane)
        ):
            return False
        if line is not None and line.held_until > now:
            return False
        if notice.lane == Lane.PROMPT:
            return True
        if self._room(notice.bot, now) <= 0:
            return False
        self._promised[notice.bot] += 1
        return True

    def _can_edit(self, notice: Notice) -> bool:
        """Whether what `notice` edits went out by us, or goes out by us before it; else the outbox knows better."""
        edited = notice.edits
        return edited is None or edited in self._references or edited in self._under_way

    def accept(self, queued: Iterable[Queued]) -> None:
        """Notices that were just committed: ours to send, or left in the outbox for the pump."""
        now = self._clock.now()
        self._promised = dict.fromkeys(self._promised, 0)
        for one in queued:
            if one.claimed:
                self._add(Work(one.notice, now))
            else:
                self._backlog = True
                self._wake.set()

    def answer(self, answers: Sequence[TapAnswer]) -> None:
        """Answers taps, each on its own: a platform waits 150 s for that, and limits it not at all."""
        for one in answers:
            self._start(self._answer(one))

    def wake(self) -> None:
        """Something may be due in the outbox."""
        self._wake.set()

    async def run(self) -> None:
        """Claims and serves until drained; first of all what a process that died had under way."""
        while not self._stopping:
            try:
                await self._adopt_orphans()
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
        for (bot, _), line in self._lines.items():
            self._give_back(bot, line)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
        await self.ledger.flush()

    # Claiming.

    async def _pump(self) -> float:
        """Claims what there is room for; returns seconds until there may be more."""
        now = self._clock.elapsed()
        rooms = {bot: room for bot in self._channels if (room := self._room(bot, now)) > 0}
        if not rooms:
            return min(window.wait(now) for window in self._overall.values()) or LOOK_AGAIN
        room = min(self._limits.at_once, *rooms.values())
        busy = self._unavailable(now)
        claimed = await self._storage.run(self._store.claim, room, self._clock.now(), list(rooms), busy)
        for one in claimed:
            self._add(Work(one.notice, one.queued_at, one.attempts))
        self._backlog = len(claimed) == room
        return 0.0 if self._backlog else self._until_a_chat_opens()

    def _until_a_chat_opens(self) -> float:
        opens_at, self._opens_at = self._opens_at, inf
        return max(0.0, min(LOOK_AGAIN, opens_at - self._clock.elapsed()))

    def _unavailable(self, now: float) -> set[Chat]:
        """Chats that can take nothing just now, so nothing of theirs is worth claiming."""
        return {chat for chat, line in self._lines.items() if not line.free(now, Lane.ROUTINE)}

    def _room(self, bot: str, now: float) -> int:
        if bot not in self._overall:
            return 0
        return self._overall[bot].room(now) - self._reserved[bot] - self._promised[bot]

    async def _adopt_orphans(self) -> None:
        """What a dead process had under way may or may not have arrived."""
        now = self._clock.elapsed()
        if now < self._look_for_orphans_at:
            return
        self._look_for_orphans_at = now + ORPHANS_SECONDS
        orphans: Sequence[OutboxItem] = await self._storage.run(self._store.orphans, self._clock.now())
        for orphan in orphans:
            result = Uncertain("the process was stopped while sending")
            log.warning("send was cut off", notice=orphan.notice.id, attempts=orphan.attempts)
            decision = decide(result, orphan.notice, orphan.attempts + 1, orphan.queued_at, self._clock.now())
            # The platform has done nothing wrong, so there is nothing to wait for and no attempt to count.
            decision = replace(decision, not_before=None)
            self.ledger.note(_for_next_try(orphan.notice, decision), orphan.attempts, decision)
        await self.ledger.flush()
        await self._free_stranded()

    async def _free_stranded(self) -> None:
        """A commit that was cut off may have stood, and claimed notices for us that we never heard of.

        They were not sent.  Two looks in a row, because one may fall between a commit and our hearing of it.
        """
        mine = set(await self._storage.run(self._store.under_way))
        unknown = mine - self._under_way - self.ledger.waiting
        stranded, self._unknown = unknown & self._unknown, unknown
        if stranded:
            log.warning("notices of a commit that was cut off go on", count=len(stranded))
            again = [Settled(notice, NoticeState.QUEUED) for notice in stranded]
            await self._storage.run(self._store.settle, again)

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
        chat = (work.notice.bot, work.notice.chat)
        line = self._lines.get(chat)
        if line is None:
            line = self._lines[chat] = self._new_line(chat)
        line.add(work)
        self._under_way.add(work.notice.id)
        self._reserved[chat[0]] = self._reserved.get(chat[0], 0) + 1
        if not line.serving:
            line.serving = True
            self._start(self._serve(chat, line))

    def _new_line(self, chat: Chat) -> Line:
        group = chat[1] < 0
        window = Window(self._limits.per_group_minute, MINUTE) if group else Window(1, SECOND)
        return Line(group, window)

    async def _serve(self, chat: Chat, line: Line) -> None:
        try:
            while not line.empty:
                await self._wait_turn(chat[0], line)
                work = line.take_if_any()
                if work is None:  # the line was held or drained meanwhile
                    return
                try:
                    async with self._at_once:
                        await self._send(chat, line, work)
                except StorageUnavailable as error:  # before it was sent: we could not look up what it edits
                    log.warning("a notice waits for the database", notice=work.notice.id, why=str(error))
                    self.ledger.note(work.notice, work.attempts, Decision(NoticeState.QUEUED))
                    self._hold(chat[0], line, LOOK_AGAIN)
                finally:
                    self._leaves(chat[0], work)
        finally:
            line.serving = False
            if self._backlog:
                self._wake.set()

    async def _wait_turn(self, bot: str, line: Line) -> None:
        while not line.empty:
            now, lane = self._clock.elapsed(), line.next_lane
            wait = line.wait(now, lane)
            if lane != Lane.PROMPT and bot in self._overall:
                wait = max(wait, self._overall[bot].wait(now))
            if wait <= 0:
                return
            if wait > LINGER:
                self._give_back(bot, line)
                self._opens_at = min(self._opens_at, now + wait)
                self._wake.set()
                return
            await asyncio.sleep(self._clock.real_seconds(wait))

    async def _send(self, chat: Chat, line: Line, work: Work) -> None:
        notice, attempts = work.notice, work.attempts + 1
        channel = self._channels.get(notice.bot)
        if channel is None:
            self.ledger.note(notice, attempts, Decision(NoticeState.DEAD, why=f"no bot called {notice.bot}"))
            return
        outgoing = await self._address(notice)
        self._note_send(chat[0], line)
        result = await channel.send(outgoing)
        crash.point("after-send")
        now = self._clock.now()
        decision = decide(result, notice, attempts, work.queued_at, now)
        self.ledger.note(_for_next_try(notice, decision), attempts, decision)
        self._learn(chat, line, notice, decision)

    def _note_send(self, bot: str, line: Line) -> None:
        now = self._clock.elapsed()
        line.window.note(now)
        self._overall[bot].note(now)

    async def _address(self, notice: Notice) -> Outgoing:
        edit = notice.edits_message
        if edit is None and notice.edits is not None:
            edit = await self._reference(notice.edits)
        reply_to = await self._reference(notice.reply_to) if notice.reply_to else None
        return Outgoing(notice.chat, notice.message, edit, reply_to, self._load if notice.message.media else None)

    async def _load(self, digest: str) -> bytes:
        """The content of a file of ours. Raises NotLoaded."""
        try:
            content = await self._storage.run(self._store.blob, digest)
        except StorageUnavailable as error:
            raise NotLoaded(str(error)) from None
        if content is None:
            raise NotLoaded(f"nothing is stored under {digest}")
        return content

    async def _reference(self, notice_id: str) -> int | None:
        known = self._references.get(notice_id)
        if known is not None:
            return known
        await self.ledger.flush()
        return (await self._storage.run(self._store.reference_of, [notice_id])).get(notice_id)

    def _learn(self, chat: Chat, line: Line, notice: Notice, decision: Decision) -> None:
        if decision.reference is not None:
            self._remember(notice.id, decision.reference)
        if decision.hold or decision.moved_to is not None:
            self._hold(chat[0], line, decision.hold or MOVING_SECONDS)
        if decision.state == NoticeState.DEAD:
            log.error("notice given up", notice=notice.id, bot=chat[0], why=decision.why)
        if decision.unreachable or decision.moved_to is not None:
            self._report(chat, decision)

    def _remember(self, notice_id: str, reference: int) -> None:
        self._references[notice_id] = reference
        if len(self._references) > REFERENCES_KEPT:
            self._references.popitem(last=False)

    def _hold(self, bot: str, line: Line, seconds: float) -> None:
        """What waits behind a notice that goes out later goes out after it."""
        line.held_until = self._clock.elapsed() + seconds
        self._give_back(
            bot, line, Decision(NoticeState.QUEUED, not_before=self._clock.now() + timedelta(seconds=seconds))
        )

    def _give_back(self, bot: str, line: Line, decision: Decision = Decision(NoticeState.QUEUED)) -> None:  # noqa: B008 - immutable
        """What waits in a line waits in the outbox again."""
        for waiting in line.give_up():
            self._leaves(bot, waiting)
            self.ledger.note(waiting.notice, waiting.attempts, decision)

    def _leaves(self, bot: str, work: Work) -> None:
        self._reserved[bot] -= 1
        self._under_way.discard(work.notice.id)

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


def _for_next_try(notice: Notice, decision: Decision) -> Notice:
    """The notice as it is to be tried again."""
    if decision.anew:
        return replace(notice, edits=None, edits_message=None)
    if decision.repeat:
        return replace(notice, message=marked(notice.message, notice.language))
    return notice
