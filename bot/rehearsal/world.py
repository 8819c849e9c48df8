"""The world in which transcripts and stories run: a real store and the real desk, with time and chance in our hands.

    with World(folder, Setting()) as world:
        world.person("bo").says("/complaint")
        world.person("bo").hears("What is the complaint about?", "[Fees and refunds]")
        world.passes(minutes=15)
        world.group("duty").heard("C-2026-000001", "[Acknowledge]")

Leaving it without an exception asserts silence: everything that was said must have been looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Literal

from bot.channels.terminal.chats import Chats
from bot.channels.terminal.raw import read_raw, write_raw
from bot.rehearsal.hearing import Heard
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.people import Arrival, CannotDo, Group, Person
from bot.rehearsal.postman import Postman
from bot.rehearsal.setting import Setting, account_of
from bot.timer_events import read_timer
from handlers.desk import handle
from handlers.events import Inbound, Sender, Tapped
from handlers.house import House, TapAnswer
from playbooks.loading import load_playbook
from storage import Batch, InboxItem, Received, Store

__all__ = ["CannotDo", "World"]

_ROUNDS = 1000  # more turns than that without anybody doing anything is a circle


class World:
    """Everything that is said lands in `ledger`, with `cause`, the number of the line that is being played."""

    def __init__(self, folder: Path, setting: Setting) -> None:
        self.setting = setting
        self.ledger = Ledger()
        self.chats = Chats()
        self.cause = 0
        self._url = f"sqlite:///{folder / 'world.db'}"
        self._ids, self._taps, self._updates, self._tokens, self._starts = (count(1) for _ in range(5))
        self._open_taps: dict[str, int] = {}
        self._answering = 0
        directory = setting.directory()
        self.now = setting.start(directory)
        self._postman = Postman(self.chats, lambda heard: self.ledger.note(heard, self.cause))
        self.store = self._open()
        self.store.import_organisation(directory)
        self.store.publish(setting.editions())
        self._house = House(
            setting.find(),
            alert_bot="duty" if setting.duty_bot else "staff",
            enrolment=setting.enrolment,
            new_token=lambda: f"invitation-{next(self._tokens)}",
        )

    # who there is

    def person(self, name: str) -> Person:
        """Staff by id, or a stranger. Raises CannotDo for anybody else, or for staff without an account."""
        stranger = self.setting.strangers.get(name)
        if stranger is not None:
            return Person(self, name, Sender(account_of(name), stranger.name, stranger.language))
        staff = self.store.directory.staff_by_id.get(name)
        if staff is None or staff.telegram is None:
            known = ", ".join([*self.setting.strangers, *(p.id for p in self.store.directory.staff if p.telegram)])
            raise CannotDo(f"there is no {name} with an account; there are {known}")
        return Person(self, name, Sender(staff.telegram, staff.name, staff.language))

    def group(self, name: str) -> Group:
        """A group's chat. Raises CannotDo if there is none."""
        group = self.store.directory.group_by_id.get(name)
        if group is None or group.chat is None:
            chats = ", ".join(group.id for group in self.store.directory.groups if group.chat is not None)
            raise CannotDo(f"there is no group {name} with a chat; there are {chats}")
        return Group(self, name, group.chat)

    def chat_of(self, name: str) -> int:
        """The chat of a person (`bo`) or of a group (`group duty`)."""
        group = name.removeprefix("group ")
        return self.group(group).chat if group != name else self.person(name).chat

    def names(self) -> dict[int, str]:
        """What transcripts call each chat: `bo`, `group duty`."""
        directory = self.store.directory
        people = {p.telegram: p.id for p in directory.staff if p.telegram is not None}
        strangers = {account_of(name): name for name in self.setting.strangers}
        return people | strangers | {g.chat: f"group {g.id}" for g in directory.groups if g.chat is not None}

    # what happens

    def arrives(self, arrivals: Sequence[Arrival]) -> None:
        """All of it is on disk before the first is looked at; then Muster works until nothing is left to do."""
        for arrival in arrivals:
            self._receive(arrival)
        self._work()
        unanswered = [tap for tap, answers in self._open_taps.items() if answers != 1]
        if unanswered:
            raise CannotDo(f"{len(unanswered)} taps were not answered exactly once")
        self._open_taps.clear()

    def passes(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Time passes, from one due moment to the next."""
        until = self.now + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        for _ in range(_ROUNDS):
            due = self._next_due()
            if due is None or due > until:
                break
            self.now = max(self.now, due)
            self.store.fire_timers(self.now, 100)
            self._work()
        self.now = until
        self._work()

    def restart(self) -> None:
        """The process ends and another one starts on the same database."""
        self.store.close()
        self.store = self._open()

    def leaves(self, name: str) -> None:
        """Somebody is taken off the organisation's list."""
        directory = self.store.directory
        gone = directory.staff_by_id.get(name)
        if gone is None:
            raise CannotDo(f"there is no {name} who could leave")
        staff = tuple(person for person in directory.staff if person.id != name)
        groups = tuple(replace(g, members=tuple(m for m in g.members if m != name)) for g in directory.groups)
        self.store.import_organisation(replace(directory, staff=staff, groups=groups))
        self._work()

    def publishes(self, file: Path) -> None:
        """A new edition of a playbook is published beside the others."""
        new = load_playbook(file)
        others = [edition for edition in self.setting.editions() if edition.playbook.id != new.playbook.id]
        self.store.publish([*others, new])

    def new_tap(self) -> str:
        """The number of a tap, or of anything else that is one of its kind."""
        return f"tap-{next(self._taps)}"

    # how it works

    def _open(self) -> Store:
        """`remember=0`: between two turns nothing is kept in memory; each reads its session from the disk anew."""
        owner = f"rehearsal-{next(self._starts)}"
        return Store.open(self._url, clock=lambda: self.now, new_id=self._new_id, owner=owner, remember=0)

    def _next_due(self) -> datetime | None:
        """The next moment at which a timer is due or a notice may go out."""
        moments = [moment for moment in (self.store.next_timer(), self.store.next_notice()) if moment is not None]
        return min(moments, default=None)

    def _new_id(self) -> str:
        return f"{next(self._ids):026d}"

    def _receive(self, arrival: Arrival) -> None:
        bot = self._postman.bot_of.get(arrival.message or arrival.reply_to or 0, self._bot_in(arrival.chat))
        message = arrival.message if arrival.message is not None else self.chats.next_number()
        if isinstance(arrival.event, Tapped):
            self._open_taps[arrival.event.tap_id] = 0
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

    def _work(self) -> None:
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
        self._open_taps[answer.tap_id] = self._open_taps.get(answer.tap_id, 0) + 1
        if answer.text:
            how: Literal["alert", "toast"] = "alert" if answer.alert else "toast"
            self.ledger.note(Heard(how, self._answering, 0, answer.text), self.cause)

    # leaving

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.assert_silence()
        self.store.close()

    def assert_silence(self) -> None:
        """Raises AssertionError if anything was said that nobody looked at."""
        names = self.names()
        extra = [f"  to {names.get(h.chat, h.chat)}: {h.text!r}" for h, _ in self.ledger.rest() if h.must_be_expected]
        if extra:
            raise AssertionError("nobody expected this:\n" + "\n".join(extra))

    def close(self) -> None:
        """Without asserting anything."""
        self.store.close()
