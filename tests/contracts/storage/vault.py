"""A database under test with its clock, and short ways to put things into it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from handlers.cases import Case, Run
from handlers.delivery import Notice
from handlers.messages import plain
from handlers.ports import UnitOfWork
from playbooks.edition import Edition
from playbooks.model import Kind, Playbook, Severity, TextQuestion
from playbooks.words import Words
from storage.inbox import Received
from storage.store import Store

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@dataclass
class Vault:
    """`open` as often as you like; `now` moves only when told to."""

    url: str
    now: datetime = START
    stores: list[Store] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _updates: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def on_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def open(self, owner: str = "one", **options: Any) -> Store:
        """A store that reads back what it wrote, instead of remembering it."""
        store = Store.open(
            self.url,
            clock=lambda: self.now,
            new_id=self.new_id,
            owner=owner,
            **{"remember": 0, "patience": 30.0} | options,
        )
        self.stores.append(store)
        return store

    def close(self) -> None:
        for store in self.stores:
            store.close()

    def new_id(self) -> str:
        return f"{next(self._ids):026d}"

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def says(self, store: Store, *texts: str, chat: int = 1001) -> int:
        """Texts of one person arrive in the inbox."""
        return store.receive("staff", [self.received(text, chat) for text in texts])

    def received(self, text: str, chat: int = 1001) -> Received:
        return Received(next(self._updates), f"staff:{chat}", text, self.now)

    @contextmanager
    def turn(self, store: Store, claim: Callable[[Notice], bool] = lambda notice: False) -> Iterator[UnitOfWork]:
        """One turn on an update of its own, in a batch of its own."""
        self.says(store, "…", chat=9)
        with store.turns(claim=claim) as batch, batch.turn(batch.items[0]) as uow:
            yield uow

    def case(self, number: str = "C-2026-000001", **fields: Any) -> Case:
        given: dict[str, Any] = {
            "id": self.new_id(),
            "number": number,
            "kind": Kind.COMPLAINT,
            "run": Run.REAL,
            "playbook": "complaint",
            "edition": "e" * 64,
            "severity": Severity.NORMAL,
            "reporter": "bo",
            "opened_at": self.now,
        }
        return Case(**given | fields)

    def notice(self, words: str = "Hello", **fields: Any) -> Notice:
        given: dict[str, Any] = {"id": self.new_id(), "bot": "staff", "chat": 1001, "message": plain(words)}
        return Notice(**given | fields)


def an_edition(playbook: str, version: int) -> Edition:
    """A small playbook, published."""
    return Edition.of(
        Playbook(
            id=playbook,
            kind=Kind.COMPLAINT,
            owner="office",
            version=version,
            reviewed=date(2026, 1, 1),
            sources=["a book"],
            title=Words({"en": "A title", "zh-Hant": "題目"}),
            questions=[TextQuestion(id="what", type="text", ask=Words("What happened?"))],
            closing=Words("Thank you"),
        )
    )
