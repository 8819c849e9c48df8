"""Makes a Telegram channel, importing just the library asked for: each costs seconds and tens of megabytes."""

from __future__ import annotations

import importlib

from bot.channels.port import ChannelRefused
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.transport import BadToken

_TRANSPORTS = {
    "aiogram": ("bot.channels.telegram.aiogram_channel", "AiogramTransport"),
    "python-telegram-bot": ("bot.channels.telegram.ptb_channel", "PtbTransport"),
}


def make(library: str, bot: str, token: str, api_base: str = "https://api.telegram.org") -> TelegramChannel:
    """A channel for `bot` ("staff" or "duty"), not yet open. Raises ChannelRefused if `token` cannot be a token."""
    module, name = _TRANSPORTS[library]
    make_transport = getattr(importlib.import_module(module), name)
    try:
        return TelegramChannel(bot, make_transport(token, api_base.rstrip("/")))
    except BadToken:
        setting = f"MUSTER_{bot.upper()}_BOT__TOKEN"
        raise ChannelRefused(f"{setting} is not a bot token; BotFather's look like 123456:ABC-DEF") from None
