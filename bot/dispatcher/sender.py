"""One send: where it goes, what came of it, and what follows."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot import crash
from bot.channels.port import Channel, NotLoaded, Outgoing
from bot.clock import Clock
from bot.dispatcher.ledger import Ledger
from bot.dispatcher.line import Work
from bot.documents.attaching import with_file
from bot.documents.press import NotMade
from bot.documents.printer import Printer
from bot.storage_thread import StorageThread
from handlers.bundling import bundled
from handlers.delivery import OUTSIDE, Notice, NotSent, Rejected, SendResult
from handlers.drills.fence import EVENTS, may_reach
from handlers.drills.marking import as_exercise
from handlers.drills.standing import Standing
from handlers.lateness import comes_late, with_delay
from handlers.messages import Message
from handlers.retry import Decision, carries_file, decide, lost_file, marked, without_file
from playbooks.locale_format import clock
from storage import StorageUnavailable, Store

log = structlog.get_logger()

#: By so much the exercise clock may differ from the one on the wall without its being said.
APART = timedelta(minutes=1)
OFF_THE_LIST = "not on the list of its exercise"
REFERENCES_KEPT = 20_000  # message numbers remembered for edits; older ones are read from the outbox


class Sender:
    """Sends claimed notices and writes down in the ledger what came of them."""

    def __init__(
        self, store: Store, storage: StorageThread, channels: Mapping[str, Channel], clock: Clock, ledger: Ledger
    ) -> None:
        self._store = store
        self._storage = storage
        self._channels = channels
        self._clock = clock
        self._ledger = ledger
        self._printer = Printer()
        self._references: OrderedDict[str, tuple[int, int]] = OrderedDict()  # chat and message

    def has_sent(self, notice_id: str) -> bool:
        """Whether we remember which message this notice became."""
        return notice_id in self._references

    async def prepare(self, notice: Notice) -> None:
        """Has the file made that goes with it, if any; what is wrong with it shows when it is sent."""
        if _brings_file(notice):
            with contextlib.suppress(NotMade, NotLoaded):
                await with_file(Outgoing(notice.chat, notice.message), self._printer, self._load)

    async def send(self, works: Sequence[Work]) -> list[Decision]:
        """Sends them, in one message, and notes what is decided on the result, for each.

        Raises StorageUnavailable, before anything is sent, if it cannot be looked up what the notice edits.
        """
        notice = bundled([work.notice for work in works])
        channel = self._channels.get(notice.bot)
        if channel is None:
            result: SendResult = Rejected(f"no bot called {notice.bot}")
        else:
            result = await self._tried(channel, notice, works[0].queued_at)
            crash.point("after-send")
        return [self._decide(work, result, works) for work in works]

    def _decide(self, work: Work, result: SendResult, works: Sequence[Work]) -> Decision:
        notice, attempts, shared = work.notice, work.attempts + 1, len(works) > 1
        decision = decide(result, notice, attempts, work.queued_at, self._clock.now(), shared=shared)
        bundle = works[0].notice.id if shared else None
        lost = lost_file(notice) if decision.without_file else None
        if lost is not None:
            log.error("a message goes out without its file", notice=notice.id, why=decision.why)
        self._ledger.note(for_next_try(notice, decision), attempts, decision, bundle, lost)
        if decision.reference is not None and not shared:
            self._remember(notice, decision.reference)
        return decision

    async def _tried(self, channel: Channel, notice: Notice, queued_at: datetime) -> SendResult:
        standing = None
        if notice.drill is not None:
            standing, zone = await self._storage.run(self._standing, notice)
            if standing is None:
                return Rejected(OFF_THE_LIST)
            time = exercise_time(standing, self._clock.now(), notice.language, zone)
        outgoing = await self._address(notice, queued_at)
        if standing is not None:
            outgoing = replace(outgoing, message=exercise(outgoing.message, notice, standing, time))
        if notice.edits is not None and outgoing.edit is None:
            return Rejected("what it edits is not there")
        if not _brings_file(notice):
            return await channel.send(outgoing)
        try:
            return await channel.send(await with_file(outgoing, self._printer, self._load))
        except NotMade as error:
            return Rejected(str(error))
        except NotLoaded as error:
            return NotSent(str(error))

    async def _address(self, notice: Notice, queued_at: datetime) -> Outgoing:
        edit = notice.edits_message
        if edit is None and notice.edits is not None:
            edit = await self._reference(notice.edits, notice.chat, alone=True)
        reply_to = await self._reference(notice.reply_to, notice.chat) if notice.reply_to else None
        message = await self._as_of_now(notice, queued_at)
        return Outgoing(notice.chat, message, edit, reply_to, self._load if notice.message.media else None)

    async def _as_of_now(self, notice: Notice, queued_at: datetime) -> Message:
        """Its words; an alert that was held up says how long."""
        now = self._clock.now()
        if not comes_late(notice, queued_at, now):
            return notice.message
        directory = await self._storage.run(lambda: self._store.directory)
        return with_delay(notice.message, notice.language, queued_at, now, directory)

    def _standing(self, notice: Notice) -> tuple[Standing | None, ZoneInfo]:
        """How the run of a notice stands, None if it may not go to that chat or the run is closed; and local time."""
        directory = self._store.directory
        standing = directory.drill_by_id.get(notice.drill or "")
        reached = standing is not None and may_reach(standing, directory, notice.bot, notice.chat)
        return standing if reached else None, ZoneInfo(directory.timezone)

    async def _load(self, digest: str) -> bytes:
        """The content of a file of ours. Raises NotLoaded."""
        try:
            content = await self._storage.run(self._store.blob, digest)
        except StorageUnavailable as error:
            raise NotLoaded(str(error)) from None
        if content is None:
            raise NotLoaded(f"nothing is stored under {digest}")
        return content

    async def _reference(self, notice_id: str, chat: int, *, alone: bool = False) -> int | None:
        """Which message of `chat` the notice became; after a group has moved, the outbox knows better than we.

        `alone`: not one that it shares with other news, which must not be edited for its sake.
        """
        known = self._references.get(notice_id)
        if known is not None and known[0] == chat:
            return known[1]
        await self._ledger.flush()
        return (await self._storage.run(self._look_up, notice_id, alone)).get(notice_id)

    def _look_up(self, notice_id: str, alone: bool) -> dict[str, int]:
        return self._store.reference_of([notice_id], alone=alone)

    def _remember(self, notice: Notice, reference: int) -> None:
        self._references[notice.id] = (notice.chat, reference)
        if len(self._references) > REFERENCES_KEPT:
            self._references.popitem(last=False)


def _brings_file(notice: Notice) -> bool:
    """Outside channels take words alone."""
    return carries_file(notice) and not notice.bot.startswith(OUTSIDE)


def exercise_time(standing: Standing, now: datetime, language: str, zone: ZoneInfo) -> str:
    """What the exercise clock shows, where a pause or its speed has taken it away from the clock on the wall."""
    shown = standing.shows(now)
    return clock(shown, language, zone) if abs(shown - now) >= APART and standing.is_live else ""


def exercise(message: Message, notice: Notice, standing: Standing, time: str) -> Message:
    """A message of a drill as it leaves; what programs read says itself what it is."""
    if notice.bot == EVENTS:
        return message
    return as_exercise(message, notice.language, standing, time=time, buttons=not notice.bot.startswith(OUTSIDE))


def for_next_try(notice: Notice, decision: Decision) -> Notice:
    """The notice as it is to be tried again."""
    if decision.anew:
        return replace(notice, edits=None, edits_message=None)
    if decision.without_file:
        return replace(notice, message=without_file(notice.message, notice.language))
    if decision.repeat:
        return replace(notice, message=marked(notice.message, notice.language))
    return notice
