"""Opening the channels at the start: a platform that is busy is waited for, a wrong setting is said at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import structlog

from bot.channels.port import Channel, ChannelBusy
from bot.clock import Clock

log = structlog.get_logger()

PATIENCE_SECONDS = 300.0  # a platform that takes nothing for longer is left to whoever starts us again
BACK_OFF = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds, where the platform does not say how long


async def open_all(channels: Iterable[Channel], clock: Clock, stop: asyncio.Event | None = None) -> None:
    """Opens them one after the other, also where it takes several tries; `stop` ends the waiting.

    Raises ChannelRefused (a token nobody knows), ChannelUnreachable (nobody there), ChannelBusy (for too long).
    """
    for channel in channels:
        await _open(channel, clock, stop or asyncio.Event())


async def _open(channel: Channel, clock: Clock, stop: asyncio.Event) -> None:
    until, tries = clock.elapsed() + PATIENCE_SECONDS, 0
    while True:
        try:
            return await channel.open()
        except ChannelBusy as busy:
            wait = busy.seconds or BACK_OFF[min(tries, len(BACK_OFF) - 1)]
            if stop.is_set() or clock.elapsed() + wait > until:
                raise
            log.warning("the platform is busy", bot=channel.bot, why=str(busy), again_in=wait)
        tries += 1
        await _wait(clock.real_seconds(wait), stop)


async def _wait(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
