"""Makes a Telegram channel, importing just the library asked for: each costs seconds and tens of megabytes."""

from __future__ import annotations

import importlib
from urllib.parse import urlsplit

from bot.channels.port import ChannelRefused, ChannelUnreachable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.transport import REPLY_SECONDS, BadToken

_TRANSPORTS = {
    "aiogram": ("bot.channels.telegram.aiogram_channel", "AiogramTransport"),
    "python-telegram-bot": ("bot.channels.telegram.ptb_channel", "PtbTransport"),
}


def make(
    library: str,
    bot: str,
    token: str,
    api_base: str = "https://api.telegram.org",
    patience: float = REPLY_SECONDS,
) -> TelegramChannel:
    """A channel for `bot` ("staff" or "duty"), not yet open; nothing is asked of the network.

    `patience` is how many seconds a reply may take.  Raises ChannelRefused if `token` cannot be a token, and
    ChannelUnreachable if `api_base` cannot be an address; both name the setting.
    """
    module, name = _TRANSPORTS[library]
    base = _checked(api_base.rstrip("/"), f"MUSTER_{bot.upper()}_BOT__API_BASE")
    make_transport = getattr(importlib.import_module(module), name)
    try:
        return TelegramChannel(bot, make_transport(token, base), patience)
    except BadToken:
        setting = f"MUSTER_{bot.upper()}_BOT__TOKEN"
        raise ChannelRefused(f"{setting} is not a bot token; BotFather's look like 123456:ABC-DEF") from None


def _checked(address: str, setting: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ChannelUnreachable(f"{setting} is not an address; it looks like https://api.telegram.org")
    return address
