"""Turns on what came in: pending input is taken conversation by conversation, and the desk runs on each.

Everything here is for the storage thread, and commits before it returns.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from bot import crash
from bot.channels.port import Channel, Undecodable
from bot.timer_events import read_timer
from handlers.delivery import Lane, Notice
from handlers.desk import handle
from handlers.events import Inbound
from handlers.house import House, TapAnswer
from handlers.messages import plain
from playbooks.phrases import phrases
from storage import Batch, InboxItem, Queued, Received, Refused, Retry, Settled, StorageUnavailable, Store

log = structlog.get_logger()

PER_COMMIT = 50
RACES_LOST = 5  # against another process on the same database, before it counts as trouble

#: What came in, by bot.
Landing = Mapping[str, Sequence[Received]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a commit of turns gives the rest of the process to do."""

    notices: Sequence[Queued] = ()
    answers: Sequence[TapAnswer] = ()
    turns: int = 0
    files: bool = False  # there are files to be fetched


@dataclass(slots=True)
class Turns:
    """`claim` says which notices can be sent at once."""

    store: Store
    channels: Mapping[str, Channel]
    house: House
    claim: Callable[[Notice], bool]
    _tried: InboxItem | None = None  # when one turn is taken at a time

    def take(self, received: Landing, results: Sequence[Settled]) -> Outcome:
        """Writes what was received and what came of sends, and takes the turns that are next, in one commit.

        A turn that the database refuses is found and set aside; the others stand.
        """
        try:
            return self._at_once_or_again(received, results)
        except Refused as error:
            log.error("a turn asked the database for something impossible", why=str(error))
            self._land(received, results)
            return self._one_by_one()

    def _at_once_or_again(self, received: Landing, results: Sequence[Settled]) -> Outcome:
        for _ in range(RACES_LOST):
            with contextlib.suppress(Retry):
                return self._turns(PER_COMMIT, received, results)
        return self._turns(PER_COMMIT, received, results)

    def _land(self, received: Landing, results: Sequence[Settled]) -> None:
        for bot, updates in received.items():
            self.store.receive(bot, updates)
        self.store.settle(results)

    def _turns(self, most: int, received: Landing, results: Sequence[Settled] = ()) -> Outcome:
        answers: list[TapAnswer] = []
        with self.store.turns(most, self.claim, received=received, settled=results) as batch:
            self._tried = batch.items[0] if batch.items else None
            for item in batch.items:
                answers += self._turn(batch, item)
        crash.point("after-commit")
        return Outcome(batch.notices, answers, len(batch.items), batch.brought_files)

    def _one_by_one(self) -> Outcome:
        """Finds the turn that cannot be written, and sets its input aside."""
        notices: list[Queued] = []
        answers: list[TapAnswer] = []
        files = False
        for _ in range(PER_COMMIT):
            try:
                outcome = self._turns(1, {})
            except Refused as error:
                self._set_aside_next(str(error))
                continue
            notices += outcome.notices
            answers += outcome.answers
            files = files or outcome.files
        return Outcome(notices, answers, PER_COMMIT, files)

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
