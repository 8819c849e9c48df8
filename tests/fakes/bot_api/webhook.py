"""Delivering updates to a webhook: in order, again and again until it says 200.

Taps have a queue of their own, as on Telegram, so a tap may overtake a message and the other way round.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from tests.fakes.bot_api.arguments import Arguments
from tests.fakes.bot_api.bots import Bot
from tests.fakes.bot_api.updates import Waiting
from tests.fakes.bot_api.world import World

Run = Callable[[Bot, str, Arguments], Awaitable[Any]]
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 1.0  # real seconds; Telegram's are longer


class Webhook:
    """Delivers one bot's updates to `url` until stopped. `deliveries` counts attempts by HTTP status (0: none)."""

    def __init__(self, world: World, bot: Bot, url: str, secret: str, run: Run | None) -> None:
        self.url = url
        self.secret = secret
        self.last_error = ""
        self.last_error_at = 0.0
        self.deliveries: list[int] = []
        self._world, self._bot, self._run = world, bot, run
        self._workers: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begins to deliver what waits and what comes."""
        self._workers = [asyncio.create_task(self._deliver(taps)) for taps in (False, True)]

    async def stop(self) -> None:
        """Stops; what was not delivered keeps waiting."""
        mine = [worker for worker in self._workers if worker is not asyncio.current_task()]
        for worker in mine:
            worker.cancel()
        await asyncio.gather(*mine, return_exceptions=True)

    async def _deliver(self, taps: bool) -> None:
        from aiohttp import ClientSession  # only stories with a webhook pay for the import

        pause = FIRST_PAUSE
        async with ClientSession() as session:
            while True:
                update = await self._bot.updates.bell.until(lambda: self._first(taps), 3600)
                if update is None:
                    continue
                if await self._delivered(session, update):
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    def _first(self, taps: bool) -> Waiting | None:
        self._bot.updates.expire(self._world.now())
        waiting = self._bot.updates.waiting.values()
        return next((update for update in waiting if (update.kind == "callback_query") is taps), None)

    async def _delivered(self, session: Any, update: Waiting) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            async with session.post(self.url, data=update.wire.encode(), headers=headers) as response:
                status, body = response.status, await response.read()
        except OSError as error:
            return self._failed(0, str(error))
        if not 200 <= status < 300:
            return self._failed(status, f"Wrong response from the webhook: {status} {response.reason}")
        self.deliveries.append(status)
        self._bot.updates.drop(update.id)
        await self._follow(body)
        return True

    def _failed(self, status: int, why: str) -> bool:
        self.deliveries.append(status)
        self.last_error, self.last_error_at = why, self._world.now()
        return False

    async def _follow(self, body: bytes) -> None:
        try:
            reply = json.loads(body)
        except ValueError:
            return
        if isinstance(reply, dict) and isinstance(name := reply.pop("method", None), str) and self._run is not None:
            await self._run(self._bot, name, Arguments(reply))
