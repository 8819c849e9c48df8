"""A calendar's text, if it changed since the last time: over HTTP or from a file, within limits of size and time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from yarl import URL

from bot.calendars.places import Place
from handlers.organisation.rosters import refusal
from handlers.shifts import Trouble

MOST_BYTES = 2_000_000
PATIENCE_SECONDS = 20.0
REDIRECTS = 3
_PIECE = 65_536


class CannotRead(Exception):
    """A calendar cannot be read now. `trouble` says why; nothing in it shows where the calendar is."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Version:
    """How a server tells one version of a calendar from the next; of a file, when it was changed and its size."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar's text."""

    content: str
    version: Version


async def fetch(place: Place, have: Version, patience: float = PATIENCE_SECONDS) -> Fetched | None:
    """What is there; None when it is what we have. Gives up after `patience` seconds. Raises CannotRead."""
    if place.file is not None:
        return await asyncio.to_thread(_read_file, place.file, have)
    timeout = aiohttp.ClientTimeout(total=patience)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as client:
            return await _ask(client, place.address, have)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        raise CannotRead(Trouble.UNREACHABLE) from None


async def _ask(client: aiohttp.ClientSession, address: str, have: Version) -> Fetched | None:
    """Follows redirects itself: each must lead to an address that would do as the first."""
    for _ in range(REDIRECTS + 1):
        async with client.get(address, headers=_headers(have), allow_redirects=False) as reply:
            if reply.status not in (301, 302, 303, 307, 308):
                return await _take(reply)
            address = str(URL(address).join(URL(reply.headers.get("Location", ""))))
        if refusal(address):
            raise CannotRead(Trouble.REFUSED)
    raise CannotRead(Trouble.FAILING)


def _headers(have: Version) -> dict[str, str]:
    headers = {"Accept": "text/calendar, */*;q=0.5", "User-Agent": "Muster"}
    if have.etag is not None:
        headers["If-None-Match"] = have.etag
    if have.modified is not None:
        headers["If-Modified-Since"] = have.modified
    return headers


async def _take(reply: aiohttp.ClientResponse) -> Fetched | None:
    if reply.status == 304:
        return None
    if reply.status != 200:
        raise CannotRead(_trouble_of(reply.status))
    content = bytearray()
    async for piece in reply.content.iter_chunked(_PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise CannotRead(Trouble.TOO_LARGE)
    version = Version(reply.headers.get("ETag"), reply.headers.get("Last-Modified"))
    return Fetched(_text(bytes(content)), version)


def _trouble_of(status: int) -> Trouble:
    if status in (404, 410):
        return Trouble.GONE
    if status >= 500 or status in (408, 429):
        return Trouble.FAILING
    return Trouble.REFUSED if status >= 400 else Trouble.NO_CALENDAR


def _read_file(file: Path, have: Version) -> Fetched | None:
    try:
        about = file.stat()
        version = Version(modified=f"{about.st_mtime_ns}:{about.st_size}")
        if version == have:
            return None
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise CannotRead(Trouble.GONE) from None
    except OSError:
        raise CannotRead(Trouble.REFUSED) from None
    if len(content) > MOST_BYTES:
        raise CannotRead(Trouble.TOO_LARGE)
    return Fetched(_text(content), version)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(Trouble.NO_CALENDAR) from None
