"""What a client library has to do for us: make a request, and be honest about what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.telegram.calls import Call

CONNECT_SECONDS = 5.0
#: A send that takes longer is given up, and what came of it is unknown.
REPLY_SECONDS = 20.0
#: How much longer than the platform's own wait a long poll may take.
POLL_GRACE_SECONDS = 10.0
DOWNLOAD_LIMIT = 20 * 1024 * 1024  # bytes; Bot API, getFile

_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{8,}")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whoever it came from: the platform, or a gateway before it."""

    status: int
    body: bytes


class NeverSent(Exception):
    """No connection, so the request certainly did not arrive."""


class CutOff(Exception):
    """The connection broke or went silent after the request was on its way; it may have arrived."""


class BadToken(Exception):
    """The token cannot be one: it does not look like a token at all."""


class Transport(Protocol):
    """One client library. Requests may run at the same time; all go to one bot at one address."""

    async def open(self) -> None: ...

    async def post(self, call: Call, seconds: float, contents: Sequence[bytes] = ()) -> Reply:
        """Makes a request, waiting up to `seconds` for its reply; `contents` are those of the call's uploads.

        Raises NeverSent or CutOff, and nothing else.
        """

    async def get(self, path: str, seconds: float) -> Reply:
        """Fetches a file's content (at most DOWNLOAD_LIMIT bytes). Raises NeverSent or CutOff."""

    async def close(self) -> None: ...


def scrubbed(text: str, token: str) -> str:
    """The text without the token, nor anything else that looks like one: libraries put it into addresses."""
    return _TOKEN.sub("<token>", text.replace(token, "<token>") if token else text)[:300]
