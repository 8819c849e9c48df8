"""The world of a story: an emulated Telegram, one process or several, and time, from due event to due event."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from bot.wiring import import_organisation
from handlers.cases import Case
from handlers.delivery import NoticeState
from storage import OutboxItem, Store
from tests.stories.world.gateway import SECRET, Gateway
from tests.stories.world.house import organisation
from tests.stories.world.listening import shown
from tests.stories.world.machinery import STEP, Machinery
from tests.stories.world.people import Group, Person

MOMENTS = 5000  # more due moments than that in one stretch of time is a circle


class World(Machinery):
    """`World(folder, "changes: to the organisation")`; see the package for what it can do."""

    def populate(self) -> None:
        people = {p.id: self.api.person(p.telegram, p.name) for p in self.directory.staff if p.telegram is not None}
        self._people = {name: Person(self, name, someone) for name, someone in people.items()}
        self._groups = {
            group.id: Group(self, group.id, self.api.group(group.chat, group.id, members=list(people.values())))
            for group in self.directory.groups
            if group.chat is not None
        }

    # who there is, and what there is to look at

    def person(self, name: str) -> Person:
        """Somebody of the organisation with an account."""
        return self._people[name]

    def people(self, *names: str) -> Iterator[Person]:
        """Several of them, for `bo, ana = world.people("bo", "ana")`."""
        return (self._people[name] for name in names)

    def group(self, name: str) -> Group:
        """A group with a chat."""
        return self._groups[name]

    def gateway(self, name: str) -> Gateway:
        """Where an outside channel ends."""
        return self._gateways[name]

    @property
    def store(self) -> Store:
        """The database, to look at."""
        return self._onlooker

    def case(self, number: str) -> Case:
        """A case as it stands."""
        found = self._onlooker.case(number)
        assert found is not None, f"there is no {number}"
        return found

    def kinds(self, number: str) -> list[str]:
        """What happened to a case, one word for each entry of its timeline."""
        return [entry.kind for entry in self._onlooker.timeline(self.case(number).id)]

    def dead(self) -> list[OutboxItem]:
        """Notices that were given up."""
        found: list[OutboxItem] = self._onlooker.outbox([NoticeState.DEAD])
        return found

    @property
    def time(self) -> str:
        """The time on the organisation's clocks, `09:15`."""
        return f"{self.clock.now().astimezone(ZoneInfo(self._onlooker.directory.timezone)):%H:%M}"

    # what happens

    def passes(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Time passes, from one due event to the next."""
        until = self.clock.now() + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self.passes_until(until)

    def passes_until(self, moment: datetime | str) -> None:
        """The same, up to a moment (`2026-03-29 07:00` on the organisation's clocks)."""
        until = self._moment(moment) if isinstance(moment, str) else moment
        for _ in range(MOMENTS):
            due = self._next_due()
            if due is None or due > until:
                self._jump(until)
                self.work()
                self.does_now(asyncio.sleep(STEP))  # for the small regular chores, which nobody waits for
                return
            self._jump(due)
            self.work()
        raise AssertionError("there is always something due, as if in a circle")

    def sleeps(self, *, hours: float) -> None:
        """The machine sleeps, and wakes up so much later."""
        self.loop.jump(hours * 3600)
        self.work()

    def _moment(self, words: str) -> datetime:
        zone = ZoneInfo(self._onlooker.directory.timezone)
        return datetime.fromisoformat(words).replace(tzinfo=zone).astimezone(UTC)

    def imports(self, changes: str) -> None:
        """The organisation file is changed to this, and imported while the service runs."""
        import_organisation(self._onlooker, organisation(changes, self._folder, "changed"))
        self.work()

    # the end

    def expects_error(self, words: str) -> None:
        """In this story an error with these words is logged, and that is right."""
        self._expected_errors.append(words)

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(look_back=error is None)

    def close(self, *, look_back: bool = True) -> None:
        """Ends everything. With `look_back`, raises AssertionError for whatever nobody expected."""
        with self._stack:
            self.stops()
            if look_back:
                self._look_back()

    def _look_back(self) -> None:
        unseen = self.listening.rest()
        assert not unseen, f"nobody expected this:\n{self._by_chat(unseen)}"
        for gateway in self._gateways.values():
            gateway.hears_nothing()
        assert not any(SECRET in line for line in self._errors.everything), "a secret was logged"
        wrong = [text for text in self._errors.lines if not any(words in text for words in self._expected_errors)]
        assert not wrong, "errors were logged:\n" + "\n".join(wrong)
        missed = [words for words in self._expected_errors if not any(words in text for text in self._errors.lines)]
        assert not missed, f"these errors were not logged: {missed}"
        broken = [case.number for case in self.store.cases() if self.store.verify(case.number) is not None]
        assert not broken, f"the timeline of {broken} is not what was once written"
        lost = self.store.outbox([NoticeState.SENDING])
        assert not lost, f"{len(lost)} notices are neither sent nor waiting"
        self.api.calls.check()

    def _by_chat(self, unseen: list[Any]) -> str:
        names = {chat.number: name for name, chat in {**self._people, **self._groups}.items()}
        return "\n".join(f"to {names.get(one.chat, one.chat)}:\n{shown([one])}" for one in unseen)
