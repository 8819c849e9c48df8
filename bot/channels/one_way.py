"""What channels have in common on which nothing comes in: there is nothing to fetch, to decode, to tap."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels.port import ChannelUnreachable, RawUpdate
from handlers.delivery import NotSent, SendResult
from handlers.events import Inbound


class OneWay:
    """All of a `Channel` but sending. `failing` is called with the channel's name once it takes nothing any more."""

    username: str | None = None

    def __init__(self, bot: str, name: str) -> None:
        self.bot = bot
        self.name = name
        self.failing: Callable[[str], None] = _nobody

    async def open(self) -> None:
        """Nothing to check: asking would be sending."""

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        """Nothing comes in this way."""
        await asyncio.sleep(wait)
        return ()

    def decode(self, raw: str, received_at: datetime) -> Inbound | None:
        """Nothing comes in this way."""
        return None

    async def answer_tap(self, tap_id: str, text: str, alert: bool) -> SendResult:
        """Nothing was tapped."""
        return NotSent("nothing can be tapped there")

    async def download(self, reference: str) -> bytes:
        """Nothing is there to be fetched."""
        raise ChannelUnreachable("nothing comes in this way")

    async def close(self) -> None:
        """Nothing is kept open."""


def _nobody(name: str) -> None:
    return None
