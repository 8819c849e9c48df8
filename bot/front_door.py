"""What listens: the webhook's deliveries and the health check, each only when it is configured."""

from __future__ import annotations

import asyncio
import importlib
from types import TracebackType
from typing import Any

import structlog

from bot.config import Settings
from bot.service import Service
from handlers.desk.menus import commands
from playbooks.phrases import phrases

log = structlog.get_logger()


class FrontDoor:
    """`async with FrontDoor(settings, service)`: open while the block runs, and channels told how updates come."""

    def __init__(self, settings: Settings, service: Service) -> None:
        self._settings = settings
        self._service = service
        self._servers: list[Any] = []

    async def __aenter__(self) -> None:
        webhook, health = self._settings.webhook, self._settings.health
        try:
            if webhook.url is not None or health.port is not None:
                await self._listen()
            for channel in self._service.channels:
                await self._choose_how_updates_come(channel)
                await self._offer_commands(channel)
        except BaseException:
            await self._close()
            raise

    async def _listen(self) -> None:
        web = importlib.import_module("bot.channels.webhook")  # uvicorn and starlette are for those who use them
        webhook, health = self._settings.webhook, self._settings.health
        if webhook.url is not None and webhook.secret is not None:
            secrets = {channel.bot: webhook.secret.get_secret_value() for channel in self._service.channels}
            app = web.make_app(self._service.health.status, self._service.intake.receive, secrets)
            await self._start(web.WebServer(app, webhook.host, webhook.port))
        if health.port is not None:
            await self._start(web.WebServer(web.make_app(self._service.health.status), health.host, health.port))

    async def _start(self, server: Any) -> None:
        await server.start()
        self._servers.append(server)

    async def _choose_how_updates_come(self, channel: Any) -> None:
        webhook = self._settings.webhook
        if webhook.url is None or webhook.secret is None:
            await channel.poll()
            return
        web = importlib.import_module("bot.channels.webhook")
        address = webhook.url.rstrip("/") + web.path_of(channel.bot)
        await channel.listen(address, webhook.secret.get_secret_value())

    async def _offer_commands(self, channel: Any) -> None:
        """Telegram tells the scripts of Chinese apart no further than `zh`; those readers get the organisation's."""
        service = self._service
        if channel.bot != service.house.staff_bot:
            return
        directory = await service.storage.run(lambda: service.store.directory)
        chinese = next((one for one in directory.languages if one.startswith("zh")), "zh-Hans")
        menus = {None: "en", "pt": "pt", "zh": chinese}
        offers = [channel.offer(commands(phrases(language)), code) for code, language in menus.items()]
        for failure in await asyncio.gather(*offers, return_exceptions=True):
            if isinstance(failure, BaseException):  # a menu is a convenience; nobody waits for it
                log.warning("the menu of commands was not taken", why=str(failure))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()

    async def _close(self) -> None:
        for server in self._servers:
            await server.stop()
