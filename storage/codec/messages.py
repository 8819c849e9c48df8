"""Messages as short lists: they are written once for every reply, so every byte and microsecond counts."""

from __future__ import annotations

from typing import Any

from handlers.messages import Button, Document, Message, Picture, Span
from storage.codec.media import media_fields, media_of
from storage.texts import from_json, to_json


def dump_message(message: Message) -> str:
    """A message as JSON: [spans, rows of buttons, media, whether to pin it, what is attached]; the last two where
    there is something to say. A plain span is its text alone."""
    spans = [span.text if span.style == "plain" else [span.text, span.style] for span in message.spans]
    rows = [
        [[b.label, b.data] if b.style == "plain" else [b.label, b.data, b.style] for b in r] for r in message.rows
    ]
    more: list[Any] = [message.pin] if message.pin else []
    if message.attached is not None:
        more = [message.pin, _attached_fields(message.attached)]
    return to_json([spans, rows, [media_fields(media) for media in message.media], *more])


def load_message(text: str) -> Message:
    """The message that `dump_message` wrote."""
    spans, rows, media, pin, file = _padded(from_json(text))
    return Message(
        tuple(_span(span) for span in spans),
        tuple(tuple(Button(*button) for button in row) for row in rows),
        tuple(media_of(fields) for fields in media),
        pin,
        None if file is None else _attached(*file),
    )


def _padded(stored: list[Any]) -> list[Any]:
    """All five, where the last were not worth writing."""
    return stored + ["", None][len(stored) - 3 :]


def _span(stored: Any) -> Span:
    return Span(stored) if isinstance(stored, str) else Span(*stored)


def _attached_fields(file: Document | Picture) -> list[Any]:
    """Fields that a later version adds go to the end. A picture has no name."""
    name = file.name if isinstance(file, Document) else None
    return [name, file.template, file.data, file.language, file.images]


def _attached(name: str | None, template: str, data: Any, language: str, images: list[str]) -> Document | Picture:
    if name is None:
        return Picture(template, data, language, tuple(images))
    return Document(name, template, data, language, tuple(images))
