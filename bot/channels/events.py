"""Case events to a web address of yours: signed JSON, in order, again until it is taken (`docs/events.md`).

Imported only when one is configured.
"""

from __future__ import annotations

import hashlib
import hmac
import json

import aiohttp

from bot.channels.one_way import OneWay
from bot.channels.port import Outgoing
from bot.clock import Clock
from handlers.delivery import NotSent, Rejected, RetryAfter, SendResult, Sent
from handlers.desk.telling.publishing import BOT

REPLY_SECONDS = 15.0
BUSY_SECONDS = 30.0  # how long we wait after a 429 that does not say
LONGEST_WAIT = 3600.0
NEVER = (400, 410, 413, 422)  # the receiver will not take this event, however often it comes


class EventsChannel(OneWay):
    """One POST for each event. Repeating one is harmless, as it carries its id: so nothing here is uncertain."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        super().__init__(BOT, BOT)
        self._url = url
        self._secret = secret.encode()
        self._clock = clock
        self._client: aiohttp.ClientSession | None = None

    async def send(self, outgoing: Outgoing) -> SendResult:
        """Posts the event; what is put before it on the way out (“possibly a repeat”) is left away."""
        body = outgoing.message.spans[-1].text.encode()
        if self._client is None:
            self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REPLY_SECONDS))
        try:
            async with self._client.post(
                self._url, data=body, headers=self._headers(body), allow_redirects=False
            ) as reply:
                return _meaning(reply.status, reply.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return NotSent(type(error).__name__)

    def _headers(self, body: bytes) -> dict[str, str]:
        at = int(self._clock.now().timestamp())
        return {
            "Content-Type": "application/json",
            "Muster-Event": str(json.loads(body)["id"]),
            "Muster-Signature": f"t={at},v1={signature(self._secret, at, body)}",
        }

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()


def signature(secret: bytes, at: int, body: bytes) -> str:
    """HMAC-SHA256 in hexadecimal, over the seconds since 1970, a full stop, and the body."""
    return hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def _meaning(status: int, retry_after: str) -> SendResult:
    if 200 <= status < 300:
        return Sent(None)
    if status == 429:
        seconds = float(retry_after) if retry_after.isdecimal() else BUSY_SECONDS
        return RetryAfter(min(seconds, LONGEST_WAIT))
    return Rejected(f"status {status}") if status in NEVER else NotSent(f"status {status}")
