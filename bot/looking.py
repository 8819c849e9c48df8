"""Looking at something again and again, for as long as the process runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.clock import Clock
from storage import StorageUnavailable

log = structlog.get_logger()


async def again_and_again(look: Callable[[], Awaitable[None]], seconds: float, clock: Clock, what: str) -> None:
    """Calls `look` every so many seconds, more often where the clock flies, until cancelled.

    A database that is away is waited for: the log says that `what` waits.
    """
    while True:
        try:
            await look()
        except StorageUnavailable as error:
            log.warning(f"{what} wait for the database", why=str(error))
        await asyncio.sleep(min(seconds, clock.real_seconds(seconds * 10)))
