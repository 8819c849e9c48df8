"""Sending messages, files and albums."""

from __future__ import annotations

from typing import Any

from tests.fakes.bot_api.files import KINDS, PHOTO_LIMIT, UPLOAD_LIMIT, File, fits_a_chat
from tests.fakes.bot_api.markup import checked_caption, checked_markup, checked_text
from tests.fakes.bot_api.methods.asking import Asked, Method, method
from tests.fakes.bot_api.posts import Chat
from tests.fakes.bot_api.refusals import Refused, bad

ACTIONS = {"typing", "choose_sticker", "find_location"} | {
    f"{verb}_{what}"
    for verb in ("upload", "record")
    for what in ("photo", "video", "voice", "document", "video_note")
}


def where(asked: Asked, count: int = 1) -> Chat:
    """The chat to write to, if the bot may and its quota allows."""
    chat = asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    if asked.quota is not None:
        asked.quota.take(asked.bot.id, chat.id, asked.world.now(), count)
    return chat


def _reply(asked: Asked, chat: Chat) -> dict[str, Any]:
    parameters = asked.given.nested("reply_parameters") or {}
    number = parameters.get("message_id") or asked.given.number("reply_to_message_id")
    if not number:
        return {}
    post = chat.posts.get(int(number))
    if post is not None and not post.deleted:
        return {"reply_to_message": {k: v for k, v in post.wire.items() if k != "reply_to_message"}}
    if parameters.get("allow_sending_without_reply") or asked.given.flag("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def _send(asked: Asked, chat: Chat, body: dict[str, Any]) -> dict[str, Any]:
    markup = checked_markup(asked.given, private=chat.kind == "private")
    if markup is not None:
        body["reply_markup"] = markup
    body |= _reply(asked, chat)
    wire = asked.world.post(chat, asked.bot.user, body, bot=asked.bot.id).wire
    return as_bots_see(wire)


def as_bots_see(wire: dict[str, Any]) -> dict[str, Any]:
    """The message as the API returns it: of keyboards only inline ones are shown."""
    if "inline_keyboard" not in wire.get("reply_markup", {"inline_keyboard": ()}):
        return {name: value for name, value in wire.items() if name != "reply_markup"}
    return wire


@method("sendMessage")
def send_message(asked: Asked) -> dict[str, Any]:
    text = checked_text(asked.given)
    chat = where(asked)
    body: dict[str, Any] = {"text": text.text}
    if text.entities:
        body["entities"] = text.entities
    return _send(asked, chat, body)


def sender_of(kind: str) -> Method:
    """The method that sends files of one kind."""

    def send(asked: Asked) -> dict[str, Any]:
        caption = checked_caption(asked.given)
        chat = where(asked)
        file = file_given(asked, kind, asked.given.text(kind))
        body: dict[str, Any] = {kind: file.wire(asked.bot.id)}
        if caption.text and kind != "video_note":
            body["caption"] = caption.text
        if caption.entities:
            body["caption_entities"] = caption.entities
        return _send(asked, chat, body)

    return send


for _kind in KINDS:
    method("send" + _kind.title().replace("_", ""))(sender_of(_kind))


def file_given(asked: Asked, kind: str, reference: str) -> File:
    """The file that is meant: uploaded in a field of that name, attached, known by file_id, or behind an address."""
    name = reference.removeprefix("attach://") if reference.startswith("attach://") else kind
    upload = asked.given.uploads.get(name)
    if upload is not None and (reference.startswith("attach://") or not reference):
        if len(upload.content) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
            raise Refused(413, "Request Entity Too Large")
        if not upload.content:
            raise bad("file must be non-empty")
        if kind == "photo" and not fits_a_chat(upload.content):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        return asked.world.files.keep(kind, upload.content, name=upload.name, mime=upload.mime or None)
    if not reference:
        raise bad(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        return asked.world.files.keep(kind, b"", size=1, name=reference.rpartition("/")[2])
    file = asked.world.files.find(reference, asked.bot.id)
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


@method("sendMediaGroup")
def send_media_group(asked: Asked) -> list[dict[str, Any]]:
    media = asked.given.nested("media") or []
    if not 2 <= len(media) <= 10:
        raise bad("expected 2-10 media in the group")
    chat = where(asked, len(media))
    bodies = [_album_member(asked, item) for item in media]
    album = str(asked.world.random.randint(10**16, 10**17))
    reply = _reply(asked, chat)
    return [
        asked.world.post(chat, asked.bot.user, {"media_group_id": album} | body | reply, bot=asked.bot.id).wire
        for body in bodies
    ]


def _album_member(asked: Asked, item: dict[str, Any]) -> dict[str, Any]:
    kind = item.get("type", "")
    if kind not in ("photo", "video", "document", "audio"):
        raise bad(f"type {kind} can't be used in an album")
    inner = Asked(asked.world, asked.bot, type(asked.given)(item, asked.given.uploads))
    caption = checked_caption(inner.given)
    body: dict[str, Any] = {kind: file_given(inner, kind, item.get("media", "")).wire(asked.bot.id)}
    return body | ({"caption": caption.text} if caption.text else {})


@method("sendChatAction")
def send_chat_action(asked: Asked) -> bool:
    asked.world.chat_for(asked.bot, asked.given.number("chat_id"))
    if asked.given.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True
