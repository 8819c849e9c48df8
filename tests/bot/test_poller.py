"""Who polls, from where, and how one can see that it works."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.channels.port import RawUpdate
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.factory import make
from bot.clock import RealClock
from bot.poller import Poller
from tests.fakes.bot_api import BotApi


async def _nothing(bot: str, updates: Sequence[RawUpdate]) -> None:
    return None


async def _yes(bot: str) -> bool:
    return True


def _channel(api: BotApi, token: str | None = None) -> TelegramChannel:
    return make("aiogram", "staff", token or api.token, api.base_url)


async def test_what_could_not_be_kept_is_not_confirmed() -> None:
    kept: list[int] = []

    async def receive(bot: str, updates: Sequence[RawUpdate]) -> None:
        kept.extend(update.update_id for update in updates)
        if len(kept) == 1:
            raise asyncio.CancelledError  # the process stops before it is on disk

    async with BotApi() as api:
        bo = api.person(1001, "Bo")
        await bo.says("one")
        for _ in range(2):
            channel = _channel(api)
            polling = asyncio.create_task(Poller(channel, receive, _yes, RealClock()).run())
            if len(kept) == 0:
                await asyncio.wait([polling])
                assert api.bot().updates.waiting
            else:
                await api.confirmed()
                polling.cancel()
                await asyncio.wait([polling])
            await channel.close()
        assert len(kept) == 2
        assert kept[0] == kept[1]


async def test_who_may_not_poll_does_not_and_says_so() -> None:
    asked = asyncio.Event()

    async def no(bot: str) -> bool:
        asked.set()
        return False

    async with BotApi() as api:
        channel = _channel(api)
        poller = Poller(channel, _nothing, no, RealClock())
        polling = asyncio.create_task(poller.run())
        await asked.wait()
        assert poller.leading_since is None
        assert api.calls.of("getUpdates") == []
        polling.cancel()
        await asyncio.wait([polling])
        await channel.close()


async def test_a_token_that_was_revoked_is_tried_again_and_shows_in_health() -> None:
    async with BotApi() as api:
        channel = _channel(api, "1001:revoked-since-xxxxxxxxxxxxxxx")
        tries, third = 0, asyncio.Event()

        async def lead(bot: str) -> bool:
            nonlocal tries
            tries += 1
            if tries == 3:
                third.set()
            return True

        poller = Poller(channel, _nothing, lead, RealClock(), refused_again=0.01)
        polling = asyncio.create_task(poller.run())
        await third.wait()
        assert poller.refused
        assert not polling.done()
        polling.cancel()
        await asyncio.wait([polling])
        await channel.close()
