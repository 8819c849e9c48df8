"""Long polling: fetch raw, put on disk, and only then let the offset move on.

Only one process may poll for a bot, so on PostgreSQL the process that holds the bot's lock does, and another takes
over when that one is gone.  A poller that makes no progress is noticed by `last_success`, which health is made of.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.channels.port import Channel, ChannelRefused, ChannelUnreachable, Conflict, RawUpdate
from bot.clock import Clock
from storage import StorageUnavailable

log = structlog.get_logger()

WAIT_SECONDS = 25.0  # one long poll
BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
GATHER_SECONDS = 0.02  # after updates came: what comes meanwhile shares the next request and the next commit
STANDBY_SECONDS = 2.0  # between tries to become the one who polls

Receive = Callable[[str, Sequence[RawUpdate]], Awaitable[None]]
Lead = Callable[[str], Awaitable[bool]]


@dataclass(slots=True)
class Poller:
    """`lead` answers whether this process may poll for the bot now."""

    channel: Channel
    receive: Receive
    lead: Lead
    clock: Clock
    last_success: float | None = None  # on the clock's `elapsed`, since we lead
    leading_since: float | None = None  # likewise; None while another process polls
    failures: int = 0
    refused: bool = False  # by the platform, at the last try: the token was revoked
    refused_again: float = 30.0  # seconds between tries then
    _offset: int | None = None

    async def run(self) -> None:
        """Polls until cancelled, whatever the platform says: the other bot's work must not end with this one's."""
        while True:
            try:
                self._leads(await self.lead(self.channel.bot))
                if self.leading_since is None:
                    self._offset = None
                    await asyncio.sleep(STANDBY_SECONDS)
                    continue
                await self._poll()
                self.failures, self.refused = 0, False
            except (ChannelUnreachable, Conflict, StorageUnavailable) as error:
                await self._back_off(error)
            except ChannelRefused as error:
                await self._wait_refused(error)

    def _leads(self, yes: bool) -> None:
        if not yes:
            self.leading_since = self.last_success = None
        elif self.leading_since is None:
            self.leading_since = self.clock.elapsed()

    async def _poll(self) -> None:
        updates = await self.channel.fetch(self._offset, WAIT_SECONDS)
        self.last_success = self.clock.elapsed()
        if not updates:
            # Everything before is confirmed now.  Without an offset we also hear updates whose numbers began
            # anew, as Telegram's do after a week of silence; with the old one we would be deaf to them.
            self._offset = None
            return
        await self.receive(self.channel.bot, updates)
        self._offset = max(update.update_id for update in updates) + 1
        await asyncio.sleep(GATHER_SECONDS)

    async def _back_off(self, error: Exception) -> None:
        wait = BACK_OFF[min(self.failures, len(BACK_OFF) - 1)]
        self.failures += 1
        log.warning("polling failed", bot=self.channel.bot, why=str(error), again_in=wait, failures=self.failures)
        await asyncio.sleep(wait)

    async def _wait_refused(self, error: ChannelRefused) -> None:
        self.refused = True
        log.error("the platform refuses us", bot=self.channel.bot, why=str(error), again_in=self.refused_again)
        await asyncio.sleep(self.refused_again)
