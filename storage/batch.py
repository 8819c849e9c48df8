"""Many turns in one transaction.

    with store.turns(limit=50, claim=takes) as batch:
        for item in batch.items:
            try:
                with batch.turn(item) as uow:
                    ...
            except Undecodable as error:
                batch.quarantine(item, str(error))
    for queued in batch.notices: ...          # committed now

A turn that raises leaves nothing; the others stand.  An item that had no turn, or whose turn raised without its being
quarantined, stays pending and comes again in the next batch.  When the database itself fails, the whole batch leaves
nothing: leaving the `with` raises `StorageUnavailable` even if the failure was swallowed on the way, and the same
items come again.  `Retry` means: at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import bindparam, select

from handlers.people import Directory
from storage import inbox
from storage.database import Database
from storage.editions import StoredEditions
from storage.inbox import InboxItem
from storage.known import Pending, View
from storage.outbox import Queued, Settled
from storage.people import People
from storage.schema import counters
from storage.sessions import SessionMemory
from storage.statements import Statement, insert_new
from storage.turn import TurnOfWork

_BEGIN_COUNTING = insert_new(counters, "series", "year", "value")
_COUNTED = Statement(
    select(counters.c.value)
    .where(counters.c.series == bindparam("of_series"), counters.c.year == bindparam("of_year"))
    .with_for_update()
)


class Batch:
    """Turns whose writes are committed together when the `with` block is left. Made by `Store.turns`."""

    def __init__(
        self,
        database: Database,
        people: People,
        editions: StoredEditions,
        sessions: SessionMemory,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.database = database
        self.people = people
        self.editions = editions
        self.sessions = sessions
        self.new_id = new_id
        self.view = View()
        self.rows = Pending()
        #: What this batch took from the inbox: in order, conversation by conversation as they came.
        self.items: Sequence[InboxItem] = ()
        #: After the commit: what was queued, in order.
        self.notices: Sequence[Queued] = ()
        #: After the commit: ids of stored notices that were overtaken.
        self.dropped: Sequence[str] = ()
        self.done: list[int] = []
        self.failed: set[int] = set()
        self.quarantined: dict[int, str] = {}
        self.results: list[Settled] = []
        #: The directory after the commit, when this batch changed it and nobody else did.
        self.next_directory: Directory | None = None
        self._clock = clock
        self._directory: Directory | None = None

    @property
    def directory(self) -> Directory:
        """The organisation as the next turn sees it."""
        if self._directory is None:
            self._directory = self.people.directory()
        return self._directory

    def open(self, limit: int) -> None:
        """Takes what is next. `Store.turns` calls it."""
        self._directory = self.people.directory()
        self.editions.as_of(self._directory.version)
        self.items, stored = inbox.take(self.database, limit)
        wanted = {item.conversation for item in self.items}
        self.view.sessions = {key: self.sessions.load(key, text) for key, text in stored.items() if key in wanted}

    @contextmanager
    def turn(self, item: InboxItem) -> Iterator[TurnOfWork]:
        """One turn on `item`; if it raises, it has not happened."""
        uow = TurnOfWork(self, self._clock())
        try:
            yield uow
            view, rows = uow.finish()
        except BaseException:
            self.failed.add(item.id)
            raise
        self._directory = uow.new_directory()
        self.view.absorb(view)
        self.rows.absorb(rows)
        self.done.append(item.id)
        self.failed.discard(item.id)

    def quarantine(self, item: InboxItem, why: str) -> None:
        """Sets an item aside, with the reason, so that the next one can go on."""
        self.quarantined[item.id] = why
        self.failed.discard(item.id)

    @property
    def brought_files(self) -> bool:
        """Whether a turn attached a file, whose content is now to be fetched."""
        return bool(self.rows.files)

    def settle(self, results: Sequence[Settled]) -> None:
        """Writes what came of notices with this batch's commit instead of a commit of its own."""
        self.results.extend(results)

    def counter(self, series: str, year: int) -> int:
        """The last number of a series, locked until the commit."""
        self.database.write(_BEGIN_COUNTING, series=series, year=year, value=0)
        row = self.database.first(_COUNTED, of_series=series, of_year=year)
        assert row is not None
        return int(row[0])
