"""What makes a rehearsed world go: the store, the turns, the post, and how much of each there has been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Literal

from bot.channels.terminal.chats import Chats
from bot.channels.terminal.raw import read_raw, write_raw
from bot.rehearsal.hearing import Heard
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.people import Arrival, CannotDo
from bot.rehearsal.postman import Postman
from bot.rehearsal.setting import Setting
from bot.timer_events import read_timer
from handlers.desk import handle
from handlers.events import Inbound, Tapped
from handlers.house import House, TapAnswer
from storage import Batch, InboxItem, Received, Store

_ROUNDS = 1000  # more turns than that without anybody doing anything is a circle


class Machinery:
    """Everything that is said lands in `ledger`, with `cause`, the number of the line that is being played."""

    def __init__(self, folder: Path, setting: Setting) -> None:
        self.setting = setting
        self.ledger = Ledger()
        self.chats = Chats()
        self.cause = 0
        self._url = f"sqlite:///{folder / 'world.db'}"
        self._ids, self.taps, self._updates, self._tokens, self._starts = (count(1) for _ in range(5))
        self.open_taps: dict[str, int] = {}
        self._answering = 0
        directory = setting.directory()
        self.now = setting.start(directory)
        self._postman = Postman(self.chats, lambda heard: self.ledger.note(heard, self.cause))
        self.store = self.open_store()
        self.store.import_organisation(directory)
        self.store.publish(setting.editions())
        self._house = House(
            setting.find(),
            alert_bot="duty" if setting.duty_bot else "staff",
            enrolment=setting.enrolment,
            outside=setting.outside_channels(),
            scenarios=setting.scenarios(),
            new_token=lambda: f"invitation-{next(self._tokens)}",
        )

    def open_store(self) -> Store:
        """`remember=0`: between two turns nothing is kept in memory; each reads its session from the disk anew."""
        owner = f"rehearsal-{next(self._starts)}"
        return Store.open(self._url, clock=lambda: self.now, new_id=self._new_id, owner=owner, remember=0)

    def next_due(self) -> datetime | None:
        """The next moment at which a timer is due or a notice may go out."""
        moments = [moment for moment in (self.store.next_timer(), self.store.next_notice()) if moment is not None]
        return min(moments, default=None)

    def bot_of(self, message: int) -> str:
        """Which bot, or outside channel, carried a message."""
        return self._postman.bot_of.get(message, "")

    def _new_id(self) -> str:
        return f"{next(self._ids):026d}"

    def receive(self, arrival: Arrival) -> None:
        """Puts it on disk, as a channel's poller would."""
        bot = self._postman.bot_of.get(arrival.message or arrival.reply_to or 0, self._bot_in(arrival.chat))
        message = arrival.message if arrival.message is not None else self.chats.next_number()
        if isinstance(arrival.event, Tapped):
            self.open_taps[arrival.event.tap_id] = 0
        private = arrival.chat > 0
        inbound = Inbound(
            bot,
            arrival.chat,
            arrival.event,
            self.now,
            private,
            arrival.sender,
            message,
            arrival.reply_to,
            arrival.edited,
        )
        self.store.receive(bot, [Received(next(self._updates), inbound.conversation, write_raw(inbound), self.now)])

    def _bot_in(self, chat: int) -> str:
        return "duty" if self.setting.duty_bot and chat < 0 else "staff"

    def work(self) -> None:
        """Turn by turn; what was sent in one go is dealt with before the postman goes out."""
        for _ in range(_ROUNDS):
            if not self._one_turn() and not self._postman.deliver(self.store, self.now):
                return
        raise CannotDo("Muster goes on and on without anybody doing anything")

    def _one_turn(self) -> int:
        answers: list[TapAnswer] = []
        with self.store.turns(limit=1, claim=lambda notice: False) as batch:
            for item in batch.items:
                answers += self._turn(batch, item)
        for answer in answers:
            self._hear_toast(answer)
        return len(batch.items)

    def _turn(self, batch: Batch, item: InboxItem) -> Sequence[TapAnswer]:
        inbound = read_timer(item.raw, item.conversation, item.received_at) or read_raw(item.raw)
        with batch.turn(item) as uow:
            answers = handle(inbound, uow, self._house)
        self._answering = inbound.chat
        return answers

    def _hear_toast(self, answer: TapAnswer) -> None:
        self.open_taps[answer.tap_id] = self.open_taps.get(answer.tap_id, 0) + 1
        if answer.text:
            how: Literal["alert", "toast"] = "alert" if answer.alert else "toast"
            self.ledger.note(Heard(how, self._answering, 0, answer.text), self.cause)
