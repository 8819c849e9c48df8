"""A world that runs every turn twice, in memory and over a real store, and insists that both say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from handlers.cases import Case
from handlers.delivery import Notice, NoticeState
from handlers.desk import handle
from handlers.events import Inbound
from handlers.house import TapAnswer
from handlers.people import Staff
from handlers.ports import Invitation
from storage import Received, Settled, Store
from tests.handlers.desk.world import World


@dataclass
class Twin(World):
    """Ids are counted in both alike, so that notices and buttons can be compared whole."""

    store: Store | None = None

    @classmethod
    def at(cls, folder: Path, organisation: str, playbooks: tuple[str, ...]) -> Twin:
        twin = cls()
        twin.furnished(organisation, playbooks)
        ids = count(1)
        twin.store = Store.open(
            f"sqlite:///{folder / 'twin.db'}",
            clock=lambda: twin.uow.now,
            new_id=lambda: f"{next(ids):026d}",
            owner="twin",
        )
        twin.store.import_organisation(twin.uow.directory)
        twin.store.publish(twin.uow.editions.all_current())
        return twin

    @property
    def disk(self) -> Store:
        assert self.store is not None
        return self.store

    def turn(self, inbound: Inbound) -> tuple[TapAnswer, ...]:
        before = set(self.uow.queued)
        answers = handle(inbound, self.uow, self.house)
        dropped = NoticeState.DROPPED  # overtaken within the turn: never written
        fresh = {key: notice for key, notice in self.uow.queued.items() if key not in before}
        queued = {key: notice for key, notice in fresh.items() if self.uow.states[key] is not dropped}
        told, written = self._on_disk(inbound)
        assert told == answers
        assert {notice.id: notice for notice in written} == queued
        self._compare_cases()
        return answers

    def _on_disk(self, inbound: Inbound) -> tuple[tuple[TapAnswer, ...], list[Notice]]:
        self.disk.receive(inbound.bot, [Received(self.numbers, inbound.conversation, "{}", self.uow.now)])
        self.numbers += 1
        with self.disk.turns(limit=1) as batch:
            (item,) = batch.items
            with batch.turn(item) as uow:
                answers = handle(inbound, uow, self.house)
        return answers, [queued.notice for queued in batch.notices]

    def _compare_cases(self) -> None:
        for case in self.uow.cases.values():
            assert self.disk.case(case.number) == case
            kept = [(e.kind, e.actor, e.data) for e in self.disk.timeline(case.id)]
            assert kept == [(e.kind, e.actor, e.data) for e in self.uow.timeline(case.id)]
            assert self.disk.verify(case.number) is None
            assert {a.media.unique for a in self.disk.attachments(case.id)} == set(
                self.uow.attachments.get(case.id, ())
            )

    def send(self) -> None:
        bots = ["staff", "duty", "events", *(f"outside-{name}" for name in self.house.outside)]
        claimed = {item.notice.id: item.notice for item in self.disk.claim(1000, self.uow.now, bots)}
        waiting = [n for n in self.uow.queued.values() if self.uow.states[n.id] is NoticeState.QUEUED]
        assert claimed == {notice.id: notice for notice in waiting}
        super().send()
        results = [
            Settled(
                n.id, self.uow.states[n.id], self.uow.references.get(n.id), why=self.uow.whys.get(n.id), attempts=1
            )
            for n in waiting
        ]
        assert self.disk.settle(results) == len(waiting)

    def changes(self, person: Staff) -> None:
        super().changes(person)
        others = tuple(other for other in self.disk.directory.staff if other.id != person.id)
        self.disk.import_organisation(replace(self.disk.directory, staff=(*others, person)))

    def puts(self, case: Case) -> None:
        super().puts(case)
        self.disk.receive("staff", [Received(self.numbers, "staff:0", "{}", self.uow.now)])
        self.numbers += 1
        with self.disk.turns(limit=1) as batch, batch.turn(batch.items[0]) as uow:
            uow.keep_case(case)

    def invites(self, invitation: Invitation) -> None:
        super().invites(invitation)
        self.disk.keep_invitation(invitation)
