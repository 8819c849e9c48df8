"""What people do, in the words of Telegram's objects."""

from __future__ import annotations

from typing import Any

from tests.fakes.bot_api.bots import Bot
from tests.fakes.bot_api.files import File
from tests.fakes.bot_api.posts import Chat
from tests.fakes.bot_api.world import World


def entities(text: str) -> dict[str, Any]:
    """The entities of a typed text: a command at its start."""
    if not text.startswith("/"):
        return {}
    length = len(text.split(maxsplit=1)[0])
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def as_seen_by(file: File | None, bot: int) -> dict[str, Any]:
    """The file as one bot sees it. A GIF stands in the message as a document as well."""
    if file is None:
        return {}
    shown = {file.kind: file.wire(bot)}
    return shown | ({"document": file.wire(bot)} if file.kind == "animation" else {})


def reaches(bot: Bot, body: dict[str, Any]) -> bool:
    """Privacy mode: in groups a bot hears commands, replies to itself and service messages only."""
    words = body.get("text", "")
    if words.startswith("/"):
        name = words.split(maxsplit=1)[0].partition("@")[2]
        return name in ("", bot.username)
    replied = body.get("reply_to_message", {}).get("from", {})
    return f"@{bot.username}" in words or bool(replied.get("id") == bot.id)


def membership(world: World, bot: Bot, chat: Chat, by: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Telegram's ChatMemberUpdated for a bot."""

    def member(status: str) -> dict[str, Any]:
        return {"user": bot.user, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    return {
        "chat": chat.wire,
        "from": by,
        "date": int(world.now()),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
