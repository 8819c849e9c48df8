"""The postman: delivers every notice that is due at once, in order, and writes down that he did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.channels.terminal.chats import Chats
from bot.rehearsal.hearing import Heard
from handlers.delivery import Notice, NoticeState
from storage import Settled, Store

_AT_ONCE = 100


class Postman:
    """`heard` is told of everything that became visible; `bot_of` remembers which bot wrote which message."""

    def __init__(self, chats: Chats, heard: Callable[[Heard], None]) -> None:
        self._chats = chats
        self._heard = heard
        self.bot_of: dict[int, str] = {}

    def deliver(self, store: Store, now: datetime) -> int:
        """Delivers what is due; how many notices that were."""
        claimed = store.claim(_AT_ONCE, now)
        for one in claimed:
            reference = self._deliver_one(store, one.notice)
            store.settle([Settled(one.notice.id, NoticeState.SENT, reference, attempts=one.attempts + 1)])
        return len(claimed)

    def _deliver_one(self, store: Store, notice: Notice) -> int:
        target = notice.edits_message
        if notice.edits is not None:
            target = store.reference_of([notice.edits]).get(notice.edits)
        if target is not None and self._chats.message(notice.chat, target) is not None:
            if self._chats.edit(notice.chat, target, notice.message):
                self._heard(Heard.of("edit", notice.chat, target, notice.message))
            return target
        number = self._chats.post(notice.chat, notice.message)
        self.bot_of[number] = notice.bot
        self._heard(Heard.of("message", notice.chat, number, notice.message))
        return number
