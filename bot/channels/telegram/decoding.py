"""Telegram updates, as events, without any client library: a message costs a few microseconds.

Whatever an update holds, the outcome is an event, None (nothing for us), or Undecodable: one strange update must
never stop those behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.port import RawUpdate, Undecodable
from bot.channels.telegram.contents import event_of, number_of, text_of
from handlers.events import Event, Inbound, Reachable, Sender, Tapped

#: What we ask Telegram for; its default leaves out nothing of these, but sends more that we have no use for.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_GONE = frozenset(("kicked", "left"))
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, OSError, RecursionError)


def decode(raw: str | dict[str, Any], bot: str, received_at: datetime, username: str | None = None) -> Inbound | None:
    """What an update means to `bot`, or None when it is nothing for us; `username` tells whose commands are ours.

    Messages of other bots, of channels and of anonymous group admins are nothing for us: nobody stands behind them
    whose rights could be checked.  Raises Undecodable.
    """
    try:
        update = json.loads(raw) if isinstance(raw, str) else raw
        return _decode(update, bot, received_at, username)
    except _MALFORMED as error:
        raise Undecodable(f"{type(error).__name__}: {str(error)[:200]}") from None


def conversation_of(update: Mapping[str, Any], bot: str) -> str:
    """The key of the conversation an update belongs to, `<bot>:0` when it names no chat."""
    try:
        for name in ALLOWED_UPDATES:
            if (part := update.get(name)) is not None:
                message = part["message"] if name == "callback_query" else part
                return f"{bot}:{number_of(message['chat']['id'])}"
    except (KeyError, TypeError, AttributeError):
        pass
    return f"{bot}:0"


def raw_update(update: Any, raw: str, bot: str) -> RawUpdate:
    """An update as it goes into the inbox. Raises Undecodable if it has no usable id."""
    try:
        return RawUpdate(number_of(update["update_id"]), conversation_of(update, bot), raw)
    except (KeyError, TypeError):
        raise Undecodable("an update without a usable update_id") from None


def updates_in(reply: str) -> Iterator[tuple[Any, str]]:
    """Each update in a getUpdates reply, with its very text. Raises ValueError when the reply is not one."""
    at = reply.index("[", reply.index('"result"')) + 1
    while (at := _past_blanks(reply, at)) < len(reply) and reply[at] != "]":
        update, end = _read(reply, at)
        yield update, reply[at:end]
        at = end


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


_DECODER = json.JSONDecoder()
_PATIENT = json.JSONDecoder(parse_int=lambda digits: int(digits) if len(digits) < 20 else float("inf"))


def _read(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except ValueError:  # numbers of thousands of digits; if it is not that, it fails again
        return _PATIENT.raw_decode(text, at)


def _decode(update: dict[str, Any], bot: str, received_at: datetime, username: str | None) -> Inbound | None:
    if (message := update.get("message")) is not None:
        return _message(message, bot, username, edited=False)
    if (query := update.get("callback_query")) is not None:
        return _tap(query, bot, received_at)
    if (message := update.get("edited_message")) is not None:
        return _message(message, bot, username, edited=True)
    if (change := update.get("my_chat_member")) is not None:
        return _membership(change, bot)
    number_of(update["update_id"])
    return None


def _message(message: dict[str, Any], bot: str, username: str | None, edited: bool) -> Inbound | None:
    event = event_of(message, username)
    if event is None:
        return None
    chat, sender = message["chat"], _sender(message)
    if sender is None and "migrate_to_chat_id" not in message:
        return None
    reply = message.get("reply_to_message")
    return Inbound(
        bot,
        number_of(chat["id"]),
        event,
        _moment(message["edit_date"] if edited and "edit_date" in message else message["date"]),
        chat["type"] == "private",
        sender,
        number_of(message["message_id"]),
        None if reply is None else number_of(reply["message_id"]),
        edited,
    )


def _tap(query: dict[str, Any], bot: str, received_at: datetime) -> Inbound | None:
    """Taps carry no time of their own. On an inaccessible message only chat and number are known, and suffice."""
    message = query.get("message")
    if message is None:
        return None  # a button under an inline message: we make none
    event: Event = Tapped(text_of(query["id"]), text_of(query.get("data", "")))
    chat, sender = message["chat"], _person(query["from"])
    private = chat["type"] == "private"
    return Inbound(bot, number_of(chat["id"]), event, received_at, private, sender, number_of(message["message_id"]))


def _membership(change: dict[str, Any], bot: str) -> Inbound:
    chat, now = change["chat"], change["new_chat_member"]
    inside = now["status"] not in _GONE and not (now["status"] == "restricted" and now.get("is_member") is False)
    sender = _person(change["from"])
    return Inbound(
        bot, number_of(chat["id"]), Reachable(inside), _moment(change["date"]), chat["type"] == "private", sender
    )


def _sender(message: dict[str, Any]) -> Sender | None:
    """The person who wrote it; None for bots, channels, and admins who hide behind their group."""
    person = message.get("from")
    if person is None or person.get("is_bot") or "sender_chat" in message:
        return None
    return _person(person)


def _person(person: dict[str, Any]) -> Sender:
    last = person.get("last_name")
    first = text_of(person.get("first_name", ""))
    language = person.get("language_code")
    return Sender(
        number_of(person["id"]),
        f"{first} {text_of(last)}" if last else first,
        None if language is None else text_of(language),
    )


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(number_of(seconds), UTC)
