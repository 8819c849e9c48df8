"""Fetches what people sent, so that evidence is kept by us and not only referred to.

It is woken by commits that attached a file, and otherwise looks now and then: for what failed before, and for what a
process that died had claimed.  Nobody waits for it: a turn is over, and answered, before its files are fetched.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from bot.channels.port import Channel, ChannelUnreachable, TooLarge
from bot.clock import Clock
from bot.storage_thread import StorageThread
from handlers.fetching import Hindrance, try_again
from storage import PendingFile, StorageUnavailable, Store

log = structlog.get_logger()

AT_ONCE = 2
LOOK_AGAIN = 30.0  # seconds at most between looks when nothing woke us
PATIENCE = 90.0  # seconds for one file; less than the lease it is claimed under


class _Hindered(Exception):
    """A file could not be fetched. The text is the reason."""

    def __init__(self, hindrance: Hindrance, why: str) -> None:
        super().__init__(why)
        self.hindrance = hindrance


@dataclass(slots=True)
class Collector:
    """`largest` is in bytes: what is larger is given up."""

    store: Store
    storage: StorageThread
    channels: Mapping[str, Channel]
    clock: Clock
    largest: int
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """There may be something to fetch."""
        self._wake.set()

    async def run(self) -> None:
        """Works until cancelled. What is under way then is given back, for the next process to fetch."""
        try:
            while True:
                self._wake.clear()
                await self._sleep(await self._look())
        finally:
            under_way = list(self._tasks)
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _look(self) -> float:
        """Begins with what there is room for; returns seconds until there may be more."""
        room = AT_ONCE - len(self._tasks)
        if room <= 0:
            return LOOK_AGAIN
        bots = list(self.channels)
        try:
            found = await self.storage.run(self.store.pending_files, room, self.clock.now(), bots)
            for file in found:
                self._start(file)
            due = await self.storage.run(self.store.next_file, bots)
        except StorageUnavailable as error:
            log.warning("collector waits for the database", why=str(error))
            return LOOK_AGAIN
        if due is None:
            return LOOK_AGAIN
        least = 0.0 if found else 0.5  # what is due and was not found is just being taken by another process
        return max(least, min(LOOK_AGAIN, (due - self.clock.now()).total_seconds()))

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(self.clock.real_seconds(seconds)):  # wait_for may lose a cancellation
                await self._wake.wait()
        except TimeoutError:
            return

    def _start(self, file: PendingFile) -> None:
        task = asyncio.get_running_loop().create_task(self._collect(file))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("collecting failed", exc_info=error)  # its lease ends, and then it is tried again

    async def _collect(self, file: PendingFile) -> None:
        try:
            await self._keep_or_fail(file)
        except asyncio.CancelledError:
            with contextlib.suppress(StorageUnavailable):
                await self.storage.run(self.store.file_failed, file, "stopped", self.clock.now())
            raise
        except StorageUnavailable as error:  # its lease ends, and then it is fetched again
            log.warning("file not written down", case=file.case, why=str(error))

    async def _keep_or_fail(self, file: PendingFile) -> None:
        try:
            content = await self._fetch(file)
        except _Hindered as error:
            await self._fail(file, error)
        else:
            await self.storage.run(self.store.keep_blob, file, content)

    async def _fetch(self, file: PendingFile) -> bytes:
        """What the file holds. Raises _Hindered."""
        try:
            async with asyncio.timeout(PATIENCE):
                content = await self.channels[file.bot].download(file.media.reference)
        except TooLarge as error:
            raise _Hindered(Hindrance.TOO_LARGE, str(error)) from None
        except (ChannelUnreachable, TimeoutError) as error:
            raise _Hindered(Hindrance.UNREACHABLE, str(error) or "it took too long") from None
        except OSError as error:
            raise _Hindered(Hindrance.MISSING, str(error)) from None
        if len(content) > self.largest:
            raise _Hindered(Hindrance.TOO_LARGE, f"the file is larger than {self.largest} bytes")
        return content

    async def _fail(self, file: PendingFile, error: _Hindered) -> None:
        wait = try_again(error.hindrance, file.attempts)
        if wait is None:
            log.error("file given up", case=file.case, why=str(error), attempts=file.attempts)
            await self.storage.run(self.store.file_failed, file, str(error))
            return
        log.warning("file not fetched", case=file.case, why=str(error), again_in=wait.total_seconds())
        await self.storage.run(self.store.file_failed, file, str(error), self.clock.now() + wait)
