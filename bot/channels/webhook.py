"""Where Telegram delivers updates when it is not polled, and where health is asked for.

A delivery is answered with 200 only once it is on disk; with 503 while the database is away, so that Telegram
delivers again.  Imported only when a webhook or a health port is configured.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.port import ChannelUnreachable, RawUpdate, Undecodable
from bot.channels.telegram.decoding import raw_update
from storage.errors import StorageUnavailable

log = structlog.get_logger()

BODY_LIMIT = 1024 * 1024  # bytes; Telegram's updates are a few thousand
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 (a header's name)
DRAIN_SECONDS = 10

Receive = Callable[[str, Sequence[RawUpdate]], Awaitable[None]]
Status = Callable[[], Mapping[str, object]]


class CannotListen(ChannelUnreachable):
    """The address is taken or not ours; the text names it and the settings it comes from."""


class _TooLarge(Exception):
    """The body is over BODY_LIMIT."""


def path_of(bot: str) -> str:
    """Where deliveries for `bot` are taken; append it to the public address."""
    return f"/telegram/{bot}"


def make_app(status: Status, receive: Receive | None = None, secrets: Mapping[str, str] | None = None) -> Starlette:
    """The web app: `/health`, and with `receive` the deliveries of each bot that has a secret in `secrets`.

    `receive(bot, updates)` returns once they are on disk and raises StorageUnavailable when they cannot be;
    `status()` is sent as JSON, with 503 when its `ok` is false.
    """
    routes = [Route("/health", _health(status), methods=["GET"])]
    if receive is not None:
        for bot, secret in (secrets or {}).items():
            routes.append(Route(path_of(bot), _deliveries(bot, secret, receive), methods=["POST"]))
    return Starlette(routes=routes)


def _health(status: Status) -> Callable[[Request], Awaitable[Response]]:
    async def health(request: Request) -> Response:
        found = dict(status())
        return JSONResponse(found, 200 if found.get("ok") else 503)

    return health


def _deliveries(bot: str, secret: str, receive: Receive) -> Callable[[Request], Awaitable[Response]]:
    async def deliver(request: Request) -> Response:
        if not _knows(request, secret):
            return Response(status_code=401)
        try:
            await receive(bot, [delivered(await _body(request), bot)])
        except _TooLarge:
            return Response(status_code=413)
        except StorageUnavailable as error:
            log.warning("a delivery is sent back until the database is there", bot=bot, why=str(error))
            return Response(status_code=503)
        return Response(status_code=200)

    return deliver


def _knows(request: Request, secret: str) -> bool:
    given = request.headers.get(SECRET_HEADER, "")
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())


async def _body(request: Request) -> bytes:
    """The body. Raises _TooLarge before more than the limit is in memory, whatever the length header claims."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise _TooLarge
    return bytes(body)


def delivered(body: bytes, bot: str) -> RawUpdate:
    """What was delivered, as it goes into the inbox.

    What is not an update goes there too, under a number made from its content, and is quarantined like any update
    that makes no sense: refusing it would only have it delivered again.
    """
    text = body.decode(errors="replace").replace("\0", "\ufffd")
    try:
        return raw_update(json.loads(text), text, bot)
    except (ValueError, RecursionError, Undecodable):
        return RawUpdate(-1 - int.from_bytes(hashlib.sha256(body).digest()[:7]), f"{bot}:0", text)


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: who stops the process, and in which order, is the service's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(slots=True)
class WebServer:
    """The app, listening. `port` is the one taken when 0 was asked for."""

    app: Starlette
    host: str
    port: int
    _server: _Server | None = None
    _task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listens from now on. Raises CannotListen."""
        listener = self._listen()
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self.app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]))

    async def stop(self) -> None:
        """Takes no more requests and answers those that are under way."""
        if self._server is None or self._task is None:
            return
        self._server.should_exit = True
        await self._task

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            return socket.create_server((self.host, self.port), family=family)
        except OSError as error:
            where = f"{self.host}:{self.port} ({error.strerror})"
            raise CannotListen(
                f"cannot listen on {where}; mend MUSTER_WEBHOOK__PORT or MUSTER_HEALTH__PORT"
            ) from None
