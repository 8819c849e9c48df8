"""Time in stories: it stands still while there is work to do, and goes on to whatever waits next when there is none.

Everything else is real: sockets on loopback, the storage thread, the event loop's own order.  A wait for sixteen
minutes takes as long as what happens in them.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from bot.storage_thread import StorageThread
from tests.stories.world.wire import under_way

P = ParamSpec("P")
T = TypeVar("T")

_THREADS_SECONDS = 0.2  # real; how long a look for a thread that is at work lasts
_ROUND_SECONDS = 1e-6  # of the story; whoever looks again and again until a moment has come must see it come
_WIRE_SECONDS = 0.0003  # real; until what was written to a socket of ours can be read from it, on a quiet machine


class _Selector(selectors.DefaultSelector):
    """Where the loop would wait for time to pass, time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed = 0.0
        self.threads = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What can be read or written now; with nothing to do, the time `timeout` ends has come."""
        self.elapsed += _ROUND_SECONDS
        found: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if found or timeout == 0:
            return found
        found = super().select(_THREADS_SECONDS if self.threads or timeout is None else _WIRE_SECONDS)
        while not found and timeout is not None and under_way(self.get_map()):
            found = super().select(_WIRE_SECONDS)
        if not found and not self.threads and timeout is not None:
            self.elapsed += max(0.0, timeout)
        return found


class StoryLoop(asyncio.SelectorEventLoop):
    """An event loop whose `time` is the story's."""

    def __init__(self) -> None:
        self._story = _Selector()
        super().__init__(self._story)

    def time(self) -> float:
        return self._story.elapsed

    def jump(self, seconds: float) -> None:
        """So much later at once, as after a night's sleep of the machine: whoever waited wakes up late."""
        self._story.elapsed += max(0.0, seconds)

    def busy(self, threads: int) -> None:
        """So many more threads (or fewer) do something that time has to wait for."""
        self._story.threads += threads

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Time waits for what another thread does."""
        self.busy(1)
        future: asyncio.Future[T] = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _: self.busy(-1))
        return future


class StoryThread(StorageThread):
    """A storage thread that time waits for."""

    def __init__(self, loop: StoryLoop) -> None:
        super().__init__()
        self._loop = loop

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self._loop.busy(1)
        try:
            return await super().run(function, *args, **kwargs)
        finally:
            self._loop.busy(-1)


class StoryClock:
    """`bot.clock.Clock` by the loop's time; `begins` is what it shows when the story begins."""

    def __init__(self, loop: StoryLoop, begins: datetime) -> None:
        self._loop = loop
        self._begins = begins.astimezone(UTC)

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=self._loop.time())

    def is_set_back(self, by: timedelta) -> None:
        """Somebody puts the machine's clock right, which was ahead."""
        self._begins -= by

    def elapsed(self) -> float:
        return self._loop.time()

    def real_seconds(self, seconds: float) -> float:
        return max(0.0, seconds)
