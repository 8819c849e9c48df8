"""What every part of a turn's view stands on: the database, what the batch knows already, and what this turn adds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from handlers.people import Directory
from handlers.ports import Editions
from storage.known import Pending, View

if TYPE_CHECKING:
    from storage.batch import Batch


class Part:
    """One turn of `batch`.  What it reads goes into `_before`, what it writes into `_view` and, as rows, `_rows`."""

    def __init__(self, batch: Batch, now: datetime) -> None:
        self._batch = batch
        self._database = batch.database
        self._before = batch.view
        self._view = View()
        self._rows = Pending()
        self._now = now
        self._newest_first = (self._view, self._before)
        self._oldest_first = (self._before, self._view)

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def drill(self) -> str | None:
        return None

    @property
    def directory(self) -> Directory:
        return self._batch.directory

    @property
    def editions(self) -> Editions:
        return self._batch.editions

    def new_id(self) -> str:
        return self._batch.new_id()
