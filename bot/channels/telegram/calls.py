"""Which Bot API calls a message takes, worked out before the first of them is made.

Text goes out as one or several messages, buttons under the last.  A single photo, video or file carries its text as
caption where that fits; otherwise, and for albums, the media go first and the text with the buttons follows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.channels.port import Outgoing
from bot.channels.telegram.rendering import Unsendable, html, keyboard, speakable
from bot.channels.telegram.splitting import clip, split, units
from handlers.media import Media, digest_in, safe_name
from handlers.messages import Message, Span

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ANSWER_LIMIT = 200
ALBUM_LIMIT = 10
LARGEST = 20 * 1024 * 1024  # bytes of a file that a bot could fetch
UPLOAD_LIMIT = 45 * 1024 * 1024  # bytes in one request; Telegram's is 50 MB, with everything around them
PHOTO_LIMIT = 10 * 1024 * 1024  # bytes of a photo that is uploaded; a larger one goes as a file

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
class Upload:
    """Content of ours that goes along with a request, in its multipart field `field`."""

    field: str
    digest: str
    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request: parameters are text as the wire wants them, nested ones JSON."""

    method: str
    params: Params
    uploads: tuple[Upload, ...] = ()


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


def pinning(outgoing: Outgoing, message: int) -> Call:
    """Puts a message at the top of its chat, silently, or takes it from there."""
    where = {"chat_id": str(outgoing.chat), "message_id": str(message)}
    if outgoing.message.pin == "unpin":
        return Call("unpinChatMessage", where)
    return Call("pinChatMessage", {**where, "disable_notification": "true"})


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
    parts = _marked_parts(outgoing.message, limit)
    if not parts and (outgoing.edit is not None or not outgoing.message.media):
        raise Unsendable("the message has no text")
    return [Call("sendMessage", _text(outgoing.chat, part)) for part in parts]


def _marked_parts(message: Message, limit: int) -> list[tuple[Span, ...]]:
    """The text in parts; of an exercise, each part has the mark."""
    if not message.mark:
        return split(message.spans, limit)
    mark = Span(message.mark + "\n", "bold")
    first, *others = split(message.spans, limit - units(mark.text))
    return [first, *((mark, *part) for part in others)]


def _text(chat: int, spans: Sequence[Span]) -> Params:
    text = html(spans)
    params = {"chat_id": str(chat), "text": text, "parse_mode": "HTML"}
    if _MIGHT_LINK.search(text):
        params["link_preview_options"] = _NO_PREVIEW  # a preview would fetch what somebody typed into a report
    return params


def _media_and_text(outgoing: Outgoing) -> Iterator[Call]:
    media, caption = outgoing.message.media, _marked_parts(outgoing.message, CAPTION_LIMIT)
    mark = (Span(outgoing.message.mark, "bold"),) if outgoing.message.mark else ()
    if len(media) == 1 and len(caption) <= 1 and _kind(media[0]) != "video_note":
        yield _single(outgoing.chat, media[0], caption[0] if caption else ())
        return
    for batch in _albums(media):
        yield _album(outgoing.chat, batch, mark) if len(batch) > 1 else _single(outgoing.chat, batch[0], mark)
    yield from _texts(outgoing)


def _single(chat: int, media: Media, caption: Sequence[Span]) -> Call:
    kind = _kind(media)
    params = {"chat_id": str(chat), kind: _named(media, 0)}
    if caption and kind != "video_note":
        params |= {"caption": html(caption), "parse_mode": "HTML"}
    return Call(_METHOD[kind], params, _uploads([media]))


def _album(chat: int, media: Sequence[Media], mark: Sequence[Span]) -> Call:
    caption = {"caption": html(mark), "parse_mode": "HTML"} if mark else {}
    items = [{"type": _kind(item), "media": _named(item, at), **caption} for at, item in enumerate(media)]
    return Call("sendMediaGroup", {"chat_id": str(chat), "media": json.dumps(items)}, _uploads(media))


def _albums(media: Sequence[Media]) -> Iterator[Sequence[Media]]:
    """Runs of media that Telegram shows together: photos with videos, documents with documents; no voices."""
    for kind, run in groupby(media, lambda item: _ALBUMS.get(_kind(item), "")):
        yield from _portions(run, ALBUM_LIMIT if kind else 1)


def _portions(media: Iterable[Media], most: int) -> Iterator[Sequence[Media]]:
    """As many at a time as one request takes."""
    portion: list[Media] = []
    for item in media:
        if portion and (len(portion) == most or sum(map(_weight, [*portion, item])) > UPLOAD_LIMIT):
            yield portion
            portion = []
        portion.append(item)
    yield portion


def _weight(media: Media) -> int:
    """How many bytes are uploaded with it; files that Telegram has weigh nothing."""
    if digest_in(media.reference) is None:
        return 0
    return LARGEST if media.size is None else media.size


def _kind(media: Media) -> str:
    """What Telegram knows it as: see `contents`, which notes it where it differs from what it is to us."""
    if digest_in(media.reference) is not None:
        return _uploaded_as(media)
    sent_as, colon, _ = media.reference.partition(":")
    return sent_as if colon and sent_as in _PARAMETER else media.kind


def _uploaded_as(media: Media) -> str:
    """Telegram takes small photos and Ogg voice messages as such; everything else that it might refuse is a file."""
    too_large = media.kind == "photo" and (media.size or 0) > PHOTO_LIMIT
    no_voice = media.kind == "voice" and media.mime not in (None, "audio/ogg")
    return "document" if too_large or no_voice else media.kind


def _named(media: Media, at: int) -> str:
    """How a request names a file: by Telegram's id, or as the upload number `at`."""
    return file_id(media.reference) if digest_in(media.reference) is None else f"attach://{_field(at)}"


def _uploads(media: Sequence[Media]) -> tuple[Upload, ...]:
    found = ((at, item, digest_in(item.reference)) for at, item in enumerate(media))
    return tuple(
        Upload(_field(at), digest, safe_name(item), item.mime or "application/octet-stream")
        for at, item, digest in found
        if digest is not None
    )


def _field(at: int) -> str:
    return f"file{at}"


def file_id(reference: str) -> str:
    """Telegram's id of a file that a `Media.reference` names."""
    sent_as, colon, rest = reference.partition(":")
    return rest if colon and sent_as in _PARAMETER else reference
