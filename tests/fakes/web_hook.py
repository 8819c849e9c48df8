"""A web server on a loopback port that writes down what it is asked, and answers as it is told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class WebHook:
    """`async with WebHook() as hook`: answers with the statuses in `answers`, one each, and 200 after those."""

    answers: list[int] = field(default_factory=list)
    heard: list[Request] = field(default_factory=list)
    accepted: list[bytes] = field(default_factory=list)  # bodies of the requests that were answered with 200
    base: str = ""
    always: int = 200
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> WebHook:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)  # whoever hangs is not waited for
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        server: Any = site._server
        self.base = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def hears(self, count: int, within: float = 20.0) -> list[Request]:
        """Everything that came, once that is at least `count` requests."""
        async with asyncio.timeout(within):
            while len(self.heard) < count:
                self._news.clear()
                await self._news.wait()
        return self.heard

    async def _answer(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.heard.append(Request(request.method, request.path_qs, headers, await request.read()))
        self._news.set()
        status = self.answers.pop(0) if self.answers else self.always
        if status == 200:
            self.accepted.append(self.heard[-1].body)
        return web.Response(status=status)
