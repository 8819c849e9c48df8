"""Which Bot API calls a message takes, worked out before the first of them is made.

Text goes out as one or several messages, buttons under the last.  A single photo, video or file carries its text as
caption where that fits; otherwise, and for albums, the media go first and the text with the buttons follows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.channels.port import Outgoing
from bot.channels.telegram.rendering import Unsendable, html, keyboard, speakable
from bot.channels.telegram.splitting import clip, split
from handlers.media import Media
from handlers.messages import Span

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ANSWER_LIMIT = 200
ALBUM_LIMIT = 10

_MIGHT_LINK = re.compile(r"\w\.\w")
_NO_PREVIEW = '{"is_disabled":true}'
_PARAMETER = {"video_note": "video_note", "animation": "animation", "audio": "audio"}
_METHOD = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "document": "sendDocument",
    "video_note": "sendVideoNote",
    "animation": "sendAnimation",
    "audio": "sendAudio",
}
_ALBUMS = {"photo": "visual", "video": "visual", "document": "document", "audio": "audio"}

Params = dict[str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """One request: parameters are text as the wire wants them, nested ones JSON."""

    method: str
    params: Params


def plan(outgoing: Outgoing) -> list[Call]:
    """The calls that send or edit a message, in order; the last one's message is its reference.

    An edit that has become too long for one message edits in its first part and sends the rest.  Raises Unsendable.
    """
    if outgoing.edit is not None:
        return _edit(outgoing, outgoing.edit)
    calls = list(_media_and_text(outgoing) if outgoing.message.media else _texts(outgoing))
    _with_buttons(calls, outgoing)
    if outgoing.reply_to is not None:
        calls[0].params["reply_parameters"] = (
            f'{{"message_id":{outgoing.reply_to},"allow_sending_without_reply":true}}'
        )
    return calls


def tap_answer(tap_id: str, text: str, alert: bool) -> Call:
    """The call that answers a tap."""
    params = {"callback_query_id": speakable(tap_id)}
    if text:
        params["text"] = clip(speakable(text), ANSWER_LIMIT)
    if alert:
        params["show_alert"] = "true"
    return Call("answerCallbackQuery", params)


def caption_edit(outgoing: Outgoing, message_id: int) -> list[Call]:
    """The calls for an edit of a message that turns out to be a photo or file with a caption."""
    first, *rest = _texts(outgoing, CAPTION_LIMIT)
    first.params.pop("link_preview_options", None)
    caption = first.params.pop("text")
    edit = Call("editMessageCaption", {**first.params, "caption": caption, "message_id": str(message_id)})
    return _with_buttons([edit, *rest], outgoing)


def _edit(outgoing: Outgoing, message_id: int) -> list[Call]:
    first, *rest = _texts(outgoing)
    edit = Call("editMessageText", {**first.params, "message_id": str(message_id)})
    return _with_buttons([edit, *rest], outgoing)


def _with_buttons(calls: list[Call], outgoing: Outgoing) -> list[Call]:
    if outgoing.message.rows:
        calls[-1].params["reply_markup"] = keyboard(outgoing.message.rows)
    return calls


def _texts(outgoing: Outgoing, limit: int = TEXT_LIMIT) -> list[Call]:
    parts = split(outgoing.message.spans, limit)
    if not parts and (outgoing.edit is not None or not outgoing.message.media):
        raise Unsendable("the message has no text")
    return [Call("sendMessage", _text(outgoing.chat, part)) for part in parts]


def _text(chat: int, spans: Sequence[Span]) -> Params:
    text = html(spans)
    params = {"chat_id": str(chat), "text": text, "parse_mode": "HTML"}
    if _MIGHT_LINK.search(text):
        params["link_preview_options"] = _NO_PREVIEW  # a preview would fetch what somebody typed into a report
    return params


def _media_and_text(outgoing: Outgoing) -> Iterator[Call]:
    media, caption = outgoing.message.media, split(outgoing.message.spans, CAPTION_LIMIT)
    if len(media) == 1 and len(caption) <= 1 and _kind(media[0]) != "video_note":
        yield _single(outgoing.chat, media[0], caption[0] if caption else ())
        return
    for batch in _albums(media):
        yield _album(outgoing.chat, batch) if len(batch) > 1 else _single(outgoing.chat, batch[0], ())
    yield from _texts(outgoing)


def _single(chat: int, media: Media, caption: Sequence[Span]) -> Call:
    kind = _kind(media)
    params = {"chat_id": str(chat), kind: _file_id(media)}
    if caption:
        params |= {"caption": html(caption), "parse_mode": "HTML"}
    return Call(_METHOD[kind], params)


def _album(chat: int, media: Sequence[Media]) -> Call:
    items = [{"type": _kind(item), "media": _file_id(item)} for item in media]
    return Call("sendMediaGroup", {"chat_id": str(chat), "media": json.dumps(items)})


def _albums(media: Sequence[Media]) -> Iterator[Sequence[Media]]:
    """Runs of media that Telegram shows together: photos with videos, documents with documents; no voices."""
    for kind, run in groupby(media, lambda item: _ALBUMS.get(_kind(item), "")):
        items, size = list(run), ALBUM_LIMIT if kind else 1
        yield from (items[at : at + size] for at in range(0, len(items), size))


def _kind(media: Media) -> str:
    """What Telegram knows it as: see `contents`, which notes it where it differs from what it is to us."""
    sent_as, colon, _ = media.reference.partition(":")
    return sent_as if colon and sent_as in _PARAMETER else media.kind


def _file_id(media: Media) -> str:
    return file_id(media.reference)


def file_id(reference: str) -> str:
    """Telegram's id of a file that a `Media.reference` names."""
    sent_as, colon, rest = reference.partition(":")
    return rest if colon and sent_as in _PARAMETER else reference
