"""A sign of life for a monitor outside: asked for while all is well, so that its absence raises an alarm there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType

import aiohttp
import structlog

from bot.clock import Clock

log = structlog.get_logger()

EVERY_SECONDS = 60.0
REPLY_SECONDS = 10.0


@dataclass(slots=True)
class Heartbeat:
    """`async with Heartbeat(url, health.status, clock)`: beats while the block runs.

    `url` is secret, as whoever knows it can pretend that we are well: it is never logged.
    """

    url: str | None
    status: Callable[[], Mapping[str, object]]
    clock: Clock
    _task: asyncio.Task[None] | None = field(default=None, init=False)
    _heard: bool = field(default=True, init=False)

    async def __aenter__(self) -> None:
        if self.url is not None:
            self._task = asyncio.create_task(self._run(self.url))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, url: str) -> None:
        timeout = aiohttp.ClientTimeout(total=REPLY_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            while True:
                if self.status()["ok"]:
                    self._note(await beat(client, url))
                await asyncio.sleep(self.clock.real_seconds(EVERY_SECONDS))

    def _note(self, trouble: str) -> None:
        """Said when it begins and when it is over: the monitor says the rest."""
        if bool(trouble) is self._heard:
            if trouble:
                log.warning("MUSTER_HEARTBEAT__URL does not hear us", why=trouble)
            else:
                log.info("MUSTER_HEARTBEAT__URL hears us again")
        self._heard = not trouble


async def beat(client: aiohttp.ClientSession, url: str) -> str:
    """One sign of life; what went wrong, or nothing."""
    try:
        async with client.get(url) as reply:
            return "" if reply.status < 400 else f"status {reply.status}"
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return type(error).__name__
