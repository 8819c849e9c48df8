"""Changing and deleting messages."""

from __future__ import annotations

from typing import Any

from tests.fakes.bot_api.files import KINDS
from tests.fakes.bot_api.markup import Written, checked_caption, checked_markup, checked_text
from tests.fakes.bot_api.methods.asking import Asked, method
from tests.fakes.bot_api.methods.sending import file_given, where
from tests.fakes.bot_api.posts import Post
from tests.fakes.bot_api.refusals import NOT_MODIFIED, bad


def _own(asked: Asked) -> Post:
    chat = where(asked)
    post = chat.posts.get(asked.given.number("message_id") or 0)
    if post is None or post.deleted:
        raise bad("message to edit not found")
    if post.bot != asked.bot.id:
        raise bad("message can't be edited")
    return post


def _change(asked: Asked, post: Post, body: dict[str, Any], drop: tuple[str, ...] = ()) -> dict[str, Any]:
    markup = checked_markup(asked.given, private=post.chat.kind == "private")
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("message can't be edited")
    if markup and markup["inline_keyboard"]:
        body["reply_markup"] = markup
    else:
        drop = (*drop, "reply_markup")
    drop = tuple(name for name in drop if name not in body)
    if all(post.wire.get(k) == v for k, v in body.items()) and not any(name in post.wire for name in drop):
        raise bad(NOT_MODIFIED)
    asked.world.edit(post, body, drop)
    return post.wire


def _worded(found: Written, text: str, entities: str) -> dict[str, Any]:
    return {text: found.text} | ({entities: found.entities} if found.entities else {})


@method("editMessageText")
def edit_message_text(asked: Asked) -> dict[str, Any]:
    found = checked_text(asked.given)
    post = _own(asked)
    if "text" not in post.wire:
        raise bad("there is no text in the message to edit")
    return _change(asked, post, _worded(found, "text", "entities"), ("entities",))


@method("editMessageCaption")
def edit_message_caption(asked: Asked) -> dict[str, Any]:
    found = checked_caption(asked.given)
    post = _own(asked)
    if post.media in (None, "video_note"):
        raise bad("there is no caption in the message to edit")
    body = _worded(found, "caption", "caption_entities") if found.text else {}
    return _change(asked, post, body, ("caption", "caption_entities"))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(asked: Asked) -> dict[str, Any]:
    return _change(asked, _own(asked), {})


@method("editMessageMedia")
def edit_message_media(asked: Asked) -> dict[str, Any]:
    item = asked.given.nested("media") or {}
    kind = item.get("type", "")
    if kind not in KINDS:
        raise bad("wrong type of the media")
    post = _own(asked)
    inner = Asked(asked.world, asked.bot, type(asked.given)(item, asked.given.uploads))
    caption = checked_caption(inner.given)
    body = {kind: file_given(inner, kind, item.get("media", "")).wire(asked.bot.id)}
    if caption.text:
        body |= _worded(caption, "caption", "caption_entities")
    return _change(asked, post, body, (*KINDS, "text", "entities", "caption", "caption_entities"))


@method("deleteMessage")
def delete_message(asked: Asked) -> bool:
    chat = asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    post = chat.posts.get(asked.given.number("message_id") or 0)
    if post is None or post.deleted:
        raise bad("message to delete not found")
    if post.bot != asked.bot.id and chat.kind != "private":
        raise bad("message can't be deleted")
    post.deleted = True
    asked.world.touch(post)
    return True
