"""Waiting for something to become true, without sleeping or polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung whenever something changed; costs nothing while nobody waits."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wakes everybody to look again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, look: Callable[[], T | None], within: float) -> T | None:
        """What `look` finds, as soon as it finds something; None after `within` real seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while (found := look()) is None:
            left = end - loop.time()
            if left <= 0 or not await self._rung(loop, left):
                return look()
        return found

    async def _rung(self, loop: asyncio.AbstractEventLoop, within: float) -> bool:
        future: asyncio.Future[None] = loop.create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(within):
                await future
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True
