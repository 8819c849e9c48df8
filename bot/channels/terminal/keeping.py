"""Files that come with a message, written where somebody at a terminal can open them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.channels.port import Load, Outgoing
from bot.saving import put
from handlers.media import Media, digest_in, safe_name
from handlers.messages import Message


async def kept(outgoing: Outgoing, folder: Path) -> Message:
    """The message, each of our own files in it named by where it was saved below `folder`. Raises NotLoaded."""
    message, load = outgoing.message, outgoing.load
    if load is None or not message.media:
        return message
    return replace(message, media=tuple([await _kept(media, load, folder) for media in message.media]))


async def _kept(media: Media, load: Load, folder: Path) -> Media:
    digest = digest_in(media.reference)
    if digest is None:
        return media
    content = await load(digest)
    return replace(media, name=str(await asyncio.to_thread(put, content, folder, safe_name(media))))
