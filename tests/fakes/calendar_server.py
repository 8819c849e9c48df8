"""A web server on a loopback port that serves one iCalendar, and knows which version of it a client has."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.web_hook import Request, WebHook


@dataclass
class CalendarServer(WebHook):
    """Serves `content` with its ETag and Last-Modified, and 304 to whoever has it; or answers with `broken`."""

    content: str = ""
    broken: int | None = None
    leads_to: str = ""
    hangs: bool = False

    @property
    def url(self) -> str:
        return f"http://{self.base}/private-9f2c/duty.ics"

    @property
    def statuses(self) -> list[int]:
        """What was answered, in order."""
        return self._statuses

    def __post_init__(self) -> None:
        self._statuses: list[int] = []

    async def _answer(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.heard.append(Request(request.method, request.path_qs, headers, b""))
        if self.hangs:
            await asyncio.Event().wait()
        reply = self._reply(headers)
        self._statuses.append(reply.status)
        self._news.set()
        return reply

    def _reply(self, headers: dict[str, str]) -> web.Response:
        etag = f'"{hashlib.sha256(self.content.encode()).hexdigest()[:12]}"'
        if self.leads_to:
            return web.Response(status=302, headers={"Location": self.leads_to})
        if self.broken is not None:
            return web.Response(status=self.broken, text="no calendar here")
        if headers.get("if-none-match") == etag:
            return web.Response(status=304)
        about = {"ETag": etag, "Last-Modified": "Sun, 01 Mar 2026 00:00:00 GMT"}
        return web.Response(text=self.content, headers=about, content_type="text/calendar")
