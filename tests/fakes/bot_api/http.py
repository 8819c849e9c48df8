"""A lean HTTP/1.1 server on asyncio, because the benchmark runs it beside the process that is measured.

It knows what the two Telegram libraries and Telegram's own clients send: keep-alive, Content-Length, chunked
bodies.  No pipelining, no TLS, loopback only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus


@dataclass(slots=True)
class Request:
    """`path` is without the query; header names are lower case."""

    verb: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Response:
    body: bytes
    status: int = 200
    type: str = "application/json"


class Cut(Exception):
    """Ends the connection without an answer."""


Handler = Callable[[Request], Awaitable[Response]]


class Connection(asyncio.Protocol):
    """One client: requests one after the other; a client that goes away cancels what it was waiting for."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._buffer = bytearray()
        self._serving: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.joined(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.left(self)
        if self._serving is not None:
            self._serving.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._advance()

    def abort(self) -> None:
        """Cuts the line, as a crash would."""
        self._transport.abort()

    def _advance(self) -> None:
        if self._serving is None and (request := take_request(self._buffer)) is not None:
            self._serving = asyncio.get_running_loop().create_task(self._serve(request))

    async def _serve(self, request: Request) -> None:
        try:
            response = await self._server.handle(request)
        except Cut:
            self.abort()
        except Exception as error:  # noqa: BLE001  kept, and raised when the fake stops
            self._server.broken.append(error)
            self._send(request, Response(repr(error).encode(), 500, "text/plain"))
        else:
            self._send(request, response)
        self._serving = None
        self._advance()

    def _send(self, request: Request, response: Response) -> None:
        reason = HTTPStatus(response.status).phrase
        self._transport.write(
            f"HTTP/1.1 {response.status} {reason}\r\nContent-Type: {response.type}\r\n"
            f"Content-Length: {len(response.body)}\r\n\r\n".encode()
            + response.body
        )
        if request.headers.get("connection", "").lower() == "close":
            self._transport.close()


class Server:
    """Serves `handle` on a free loopback port. `broken` collects exceptions of the handler: bugs of the fake."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle
        self.connections: set[Connection] = set()
        self._empty = asyncio.Event()
        self.broken: list[Exception] = []
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """Listens; returns the port."""
        self._server = await asyncio.get_running_loop().create_server(lambda: Connection(self), "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    def joined(self, connection: Connection) -> None:
        """A client came."""
        self.connections.add(connection)
        self._empty.clear()

    def left(self, connection: Connection) -> None:
        """A client is gone."""
        self.connections.discard(connection)
        if not self.connections:
            self._empty.set()

    async def stop(self) -> None:
        """Stops listening and cuts whoever is still connected."""
        if self._server is not None:
            self._server.close()
        for connection in list(self.connections):
            connection.abort()
        if self.connections:
            await self._empty.wait()


def take_request(buffer: bytearray) -> Request | None:
    """Takes one complete request off the front of `buffer`, or nothing."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = buffer[:end].decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    taken = _take_body(buffer, end + 4, headers)
    if taken is None:
        return None
    body, used = taken
    del buffer[:used]
    verb, target, _ = first.split(" ", 2)
    path, _, query = target.partition("?")
    return Request(verb, path, query, headers, body)


def _take_body(buffer: bytearray, start: int, headers: dict[str, str]) -> tuple[bytes, int] | None:
    if "chunked" in headers.get("transfer-encoding", ""):
        return _take_chunks(buffer, start)
    end = start + int(headers.get("content-length", 0))
    return (bytes(buffer[start:end]), end) if len(buffer) >= end else None


def _take_chunks(buffer: bytearray, at: int) -> tuple[bytes, int] | None:
    parts: list[bytes] = []
    while (line := buffer.find(b"\r\n", at)) >= 0:
        size = int(buffer[at:line].split(b";")[0], 16)
        at = line + 2 + size + 2
        if len(buffer) < at:
            return None
        if size == 0:
            return b"".join(parts), at
        parts.append(bytes(buffer[line + 2 : at - 2]))
    return None
