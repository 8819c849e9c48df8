"""Looking at chats and pinning in them."""

from __future__ import annotations

from typing import Any

from tests.fakes.bot_api.methods.asking import Asked, method
from tests.fakes.bot_api.refusals import bad


@method("getChat")
def get_chat(asked: Asked) -> dict[str, Any]:
    chat = asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    return chat.wire | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


@method("getChatMember")
def get_chat_member(asked: Asked) -> dict[str, Any]:
    chat = asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    account = asked.given.number("user_id")
    if account == asked.bot.id:
        return {"status": "member", "user": asked.bot.user}
    person = asked.world.people.get(account or 0)
    if person is None:
        raise bad("member not found")
    return {"status": "member" if account in chat.members else "left", "user": person.user}


@method("pinChatMessage")
def pin_chat_message(asked: Asked) -> bool:
    chat = asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    number = asked.given.number("message_id")
    if number not in chat.posts:
        raise bad("message to pin not found")
    chat.pinned = number
    return True


@method("unpinChatMessage")
def unpin_chat_message(asked: Asked) -> bool:
    asked.world.chat_for(asked.bot, asked.given.number("chat_id")).pinned = None
    return True


@method("leaveChat")
def leave_chat(asked: Asked) -> bool:
    chat = asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    chat.bots.discard(asked.bot.id)
    return True
