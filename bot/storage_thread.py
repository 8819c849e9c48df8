"""The thread on which all storage work is done, so that the event loop only ever waits for the network.

One thread because SQLite has one writer, and because on PostgreSQL one process is one worker: more processes, not
more threads, are how Muster grows.  Several turns share one commit, which is what keeps a turn cheap.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class StorageThread:
    """Runs plain functions one after the other, away from the event loop."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result, once it had its turn on the thread."""
        future = self._pool.submit(function, *args, **kwargs)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Lets what is queued finish, then ends the thread."""
        self._pool.shutdown(wait=True)
