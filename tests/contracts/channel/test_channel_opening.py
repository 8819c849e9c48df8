"""Opening: what is wrong is said with the setting to mend, and never with the secret."""

from __future__ import annotations

import pytest

from bot.channels.port import ChannelRefused, ChannelUnreachable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.factory import make
from tests.fakes.bot_api import BotApi

SECRET = "1001:not-the-token-of-any-bot-at-all"


async def test_an_open_channel_knows_its_public_name(channel: TelegramChannel) -> None:
    assert channel.bot == "staff"
    assert channel.username == "staff_bot"


async def test_an_unknown_token_is_refused_naming_the_setting_and_not_the_token(library: str, api: BotApi) -> None:
    with pytest.raises(ChannelRefused, match="MUSTER_STAFF_BOT__TOKEN") as refused:
        await make(library, "staff", SECRET, api.base_url).open()
    _keeps_secret(refused.value)


async def test_a_token_that_is_none_is_refused(library: str, api: BotApi) -> None:
    async def opening() -> None:
        await make(library, "duty", "changeme", api.base_url).open()

    with pytest.raises(ChannelRefused, match="MUSTER_DUTY_BOT__TOKEN"):
        await opening()


async def test_nobody_listening_is_said_naming_the_address_setting(library: str, closed_port: int) -> None:
    channel = make(library, "staff", SECRET, f"http://127.0.0.1:{closed_port}")
    with pytest.raises(ChannelUnreachable, match="MUSTER_STAFF_BOT__API_BASE") as unreachable:
        await channel.open()
    _keeps_secret(unreachable.value)


@pytest.mark.parametrize("address", ["nowhere", "http://", "ftp://127.0.0.1", "http://127.0.0.1:99999", ""])
def test_an_address_that_is_none_is_unreachable(library: str, address: str) -> None:
    with pytest.raises(ChannelUnreachable, match="MUSTER_DUTY_BOT__API_BASE") as unreachable:
        make(library, "duty", SECRET, address)
    _keeps_secret(unreachable.value)


async def test_something_else_than_telegram_at_that_address_is_unreachable(library: str, api: BotApi) -> None:
    api.faults.add("502", method="getMe")
    with pytest.raises(ChannelUnreachable, match="MUSTER_STAFF_BOT__API_BASE"):
        await make(library, "staff", api.token, api.base_url).open()


async def test_a_slash_at_the_end_of_the_address_does_no_harm(library: str, api: BotApi) -> None:
    channel = make(library, "staff", api.token, f"{api.base_url}/")
    await channel.open()
    await channel.close()


def _keeps_secret(error: BaseException | None) -> None:
    """Neither an error nor what led to it says the token."""
    while error is not None:
        assert SECRET not in str(error)
        assert SECRET.partition(":")[2] not in repr(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
