"""What a Telegram message holds, as one of our events. A field of an unexpected type raises KeyError or TypeError."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from handlers.events import (
    ChatMoved,
    Commanded,
    ContactGiven,
    Event,
    Located,
    Said,
    Shared,
    Unsupported,
)
from handlers.media import Media
from playbooks.model import MediaKind

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{1,64}))?(?!\S)\s*(.*)", re.DOTALL)
_LARGEST = 2**63

#: What these need to be sent again differs from what they are to us, so their reference says what they were.
_SENT_AS = ("animation", "video_note", "audio")
_KINDS: dict[str, MediaKind] = {
    "video": "video",
    "voice": "voice",
    "animation": "document",  # before "document": an animation comes with both
    "document": "document",
    "video_note": "video",
    "audio": "voice",
}

#: Housekeeping of chats: nobody says anything to us with these.
_NOTICES = frozenset(
    (
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "pinned_message",
        "write_access_allowed",
        "boost_added",
        "chat_background_set",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "video_chat_scheduled",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_participants_invited",
        "proximity_alert_triggered",
    )
)
#: Parts of a message that say nothing about what it holds.
_ENVELOPE = frozenset(
    (
        "message_id",
        "message_thread_id",
        "from",
        "sender_chat",
        "sender_boost_count",
        "sender_business_bot",
        "date",
        "chat",
        "edit_date",
        "via_bot",
        "reply_to_message",
        "external_reply",
        "quote",
        "forward_origin",
        "media_group_id",
        "author_signature",
        "entities",
        "link_preview_options",
        "reply_markup",
        "effect_id",
        "business_connection_id",
        "caption",
        "caption_entities",
    )
)


def text_of(value: Any) -> str:
    """Text as sent. Half of a surrogate pair, which no person can type and no database keeps, becomes U+FFFD."""
    if not isinstance(value, str):
        raise TypeError("text is not text")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def number_of(value: Any) -> int:
    """A whole number that any database can keep."""
    if type(value) is not int or not -_LARGEST <= value < _LARGEST:
        raise TypeError("a number is not a whole number of 64 bits")
    return value


def event_of(message: dict[str, Any], username: str | None) -> Event | None:
    """What somebody said with this message; None when that is nothing, or is said to another bot."""
    if (text := message.get("text")) is not None:
        return _said(text_of(text), username)
    for name, read in _READERS:
        if name in message:
            return read(message)
    if not _NOTICES.isdisjoint(message):
        return None
    return Unsupported(next((text_of(name) for name in message if name not in _ENVELOPE), "message"))


def _said(text: str, username: str | None) -> Event | None:
    if not text.startswith("/") or (command := _COMMAND.match(text)) is None:
        return Said(text)
    name, addressee, argument = command.groups()
    if addressee and username and addressee.lower() != username.lower():
        return None
    return Commanded(name.lower(), argument.strip())


def _photo(message: dict[str, Any]) -> Event:
    largest = max(message["photo"], key=lambda size: number_of(size["width"]) * number_of(size["height"]))
    return _shared(message, _media("photo", largest, ""))


def _file(name: str) -> Callable[[dict[str, Any]], Event]:
    def read(message: dict[str, Any]) -> Event:
        return _shared(message, _media(_KINDS[name], message[name], name if name in _SENT_AS else ""))

    return read


def _shared(message: dict[str, Any], media: Media) -> Shared:
    album = message.get("media_group_id")
    return Shared(media, text_of(message.get("caption", "")), None if album is None else text_of(album))


def _media(kind: MediaKind, file: dict[str, Any], sent_as: str) -> Media:
    reference = text_of(file["file_id"])
    size, mime, name = file.get("file_size"), file.get("mime_type"), file.get("file_name")
    return Media(
        kind,
        f"{sent_as}:{reference}" if sent_as else reference,
        text_of(file["file_unique_id"]),
        None if size is None else number_of(size),
        None if mime is None else text_of(mime),
        None if name is None else text_of(name),
    )


def _contact(message: dict[str, Any]) -> Event:
    contact = message["contact"]
    name = f"{text_of(contact.get('first_name', ''))} {text_of(contact.get('last_name', ''))}".strip()
    account, sender = contact.get("user_id"), message.get("from", {}).get("id")
    return ContactGiven(name, text_of(contact["phone_number"]), account is not None and account == sender)


def _location(message: dict[str, Any]) -> Event:
    location = message["location"]
    latitude, longitude = float(location["latitude"]), float(location["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise TypeError("a location is not on Earth")
    return Located(latitude, longitude)


def _moved(message: dict[str, Any]) -> Event:
    return ChatMoved(number_of(message["migrate_to_chat_id"]))


_READERS: tuple[tuple[str, Callable[[dict[str, Any]], Event]], ...] = (
    ("photo", _photo),
    *((name, _file(name)) for name in _KINDS),
    ("location", _location),  # a venue comes with its location
    ("contact", _contact),
    ("migrate_to_chat_id", _moved),
)
