"""Writes down what came of sends, many at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog

from bot import crash
from bot.storage_thread import StorageThread
from handlers.delivery import Notice
from handlers.retry import Decision
from storage import Settled, StorageUnavailable, Store

log = structlog.get_logger()

GATHER_SECONDS = 0.05  # how long results wait for a commit of turns to ride along with, or for each other
RETRY_SECONDS = 1.0


@dataclass(slots=True)
class Ledger:
    """Results wait here for a few milliseconds; one that a crash keeps from the table is `Uncertain` afterwards."""

    store: Store
    storage: StorageThread
    _waiting: list[Settled] = field(default_factory=list)
    _flushing: asyncio.Task[None] | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def pending(self) -> bool:
        return bool(self._waiting) or self._lock.locked()

    @property
    def waiting(self) -> set[str]:
        """Ids of the notices whose results are not on disk yet."""
        return {result.notice_id for result in self._waiting}

    def note(
        self,
        notice: Notice,
        attempts: int,
        decision: Decision,
        bundle: str | None = None,
        lost: Notice | None = None,
    ) -> None:
        """This is how `notice` stands after `attempts` tries.

        `bundle` names those that it went out with; `lost` is kept among the dead, for the same reason.
        """
        self._waiting.append(
            Settled(
                notice.id,
                decision.state,
                decision.reference,
                decision.why,
                attempts,
                decision.not_before,
                message=notice.message if decision.repeat or decision.without_file else None,
                anew=decision.anew,
                alone=decision.alone,
                bundle=bundle,
                lost=lost,
            )
        )
        self._flush_later()

    def _flush_later(self) -> None:
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.get_running_loop().create_task(self._flush_soon())

    def take(self) -> list[Settled]:
        """What waits, for a commit that is about to be made; `put_back` if it fails."""
        if not self._waiting or self._lock.locked():
            return []
        crash.point("before-status")
        results, self._waiting = self._waiting, []
        return results

    def put_back(self, results: list[Settled]) -> None:
        """The commit they were taken for has failed."""
        if results:
            self._waiting = results + self._waiting
            self._flush_later()

    async def flush(self) -> None:
        """Everything noted so far is written when this returns. Raises StorageUnavailable; nothing is lost then."""
        async with self._lock:
            if not self._waiting:
                return
            crash.point("before-status")
            results, self._waiting = self._waiting, []
            try:
                await self.storage.run(self.store.settle, results)
            except StorageUnavailable:
                self._waiting = results + self._waiting
                raise

    async def _flush_soon(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        while self._waiting:
            try:
                await self.flush()
            except StorageUnavailable as error:
                log.warning("results wait for the database", why=str(error))
                await asyncio.sleep(RETRY_SECONDS)
