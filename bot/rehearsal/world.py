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
from datetime import timedelta
from pathlib import Path
from types import TracebackType

from bot.rehearsal.machinery import Machinery
from bot.rehearsal.people import Arrival, CannotDo, Group, Person
from bot.rehearsal.setting import account_of
from handlers.delivery import NoticeState
from handlers.events import Sender
from playbooks.loading import load_playbook

__all__ = ["CannotDo", "World"]

_MOMENTS = 1000  # more due moments than that in one stretch of time is a circle


class World(Machinery):
    """`World(folder, setting)`; the database is kept in `folder`."""

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
            self.receive(arrival)
        self.work()
        unanswered = [tap for tap, answers in self.open_taps.items() if answers != 1]
        if unanswered:
            raise CannotDo(f"{len(unanswered)} taps were not answered exactly once")
        self.open_taps.clear()

    def passes(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Time passes, from one due moment to the next."""
        until = self.now + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        for _ in range(_MOMENTS):
            due = self.next_due()
            if due is None or due > until:
                break
            self.now = max(self.now, due)
            self.store.fire_timers(self.now, 100)
            self.work()
        self.now = until
        self.work()

    def restart(self) -> None:
        """The process ends and another one starts on the same database."""
        self.store.close()
        self.store = self.open_store()

    def leaves(self, name: str) -> None:
        """Somebody is taken off the organisation's list."""
        directory = self.store.directory
        gone = directory.staff_by_id.get(name)
        if gone is None:
            raise CannotDo(f"there is no {name} who could leave")
        staff = tuple(person for person in directory.staff if person.id != name)
        groups = tuple(replace(g, members=tuple(m for m in g.members if m != name)) for g in directory.groups)
        self.store.import_organisation(replace(directory, staff=staff, groups=groups))
        self.work()

    def publishes(self, file: Path) -> None:
        """A new edition of a playbook is published beside the others."""
        new = load_playbook(file)
        others = [edition for edition in self.setting.editions() if edition.playbook.id != new.playbook.id]
        self.store.publish([*others, new])

    def new_tap(self) -> str:
        """The number of a tap, or of anything else that is one of its kind."""
        return f"tap-{next(self.taps)}"

    def check(self) -> None:
        """What must hold whatever was said. Raises CannotDo for a broken timeline or a notice that was lost."""
        broken = [case.number for case in self.store.cases() if self.store.verify(case.number) is not None]
        if broken:
            raise CannotDo(f"the timeline of {', '.join(broken)} is not what was once written")
        if lost := self.store.outbox([NoticeState.SENDING, NoticeState.DEAD]):
            raise CannotDo(f"{len(lost)} notices were neither delivered nor kept waiting")

    # leaving

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.assert_silence()
            self.check()
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
