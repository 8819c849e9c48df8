"""Each test here runs once with aiogram and once with python-telegram-bot, talking HTTP to the Bot API fake."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.factory import make
from tests.fakes.bot_api import BotApi


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
def library(request: pytest.FixtureRequest) -> str:
    """The client library in use."""
    return str(request.param)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram, with Bo on it (1001); what was asked is checked against the Bot API's own models at the end."""
    async with BotApi() as api:
        api.person(1001, "Bo")
        yield api
        api.calls.check()


@pytest.fixture
async def channel(library: str, api: BotApi) -> AsyncIterator[TelegramChannel]:
    """The staff bot's channel, open."""
    channel = make(library, "staff", api.token, api.base_url, patience=5.0)
    await channel.open()
    yield channel
    await channel.close()


@pytest.fixture
async def hasty(library: str, api: BotApi) -> AsyncIterator[TelegramChannel]:
    """The same, giving up on a reply after a quarter of a second."""
    channel = make(library, "staff", api.token, api.base_url, patience=0.25)
    await channel.open()
    yield channel
    await channel.close()


@pytest.fixture
def closed_port() -> int:
    """A loopback port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
