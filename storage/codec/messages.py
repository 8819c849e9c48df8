"""Messages as short lists: they are written once for every reply, so every byte and microsecond counts."""

from __future__ import annotations

from typing import Any

from handlers.messages import Button, Message, Span
from storage.codec.media import media_fields, media_of
from storage.texts import from_json, to_json


def dump_message(message: Message) -> str:
    """A message as JSON: [spans, rows of buttons, media, and whether to pin it]; a plain span is its text alone."""
    spans = [span.text if span.style == "plain" else [span.text, span.style] for span in message.spans]
    rows = [
        [[b.label, b.data] if b.style == "plain" else [b.label, b.data, b.style] for b in r] for r in message.rows
    ]
    pin = [message.pin] if message.pin else []
    return to_json([spans, rows, [media_fields(media) for media in message.media], *pin])


def load_message(text: str) -> Message:
    """The message that `dump_message` wrote."""
    spans, rows, media, *pin = from_json(text)
    return Message(
        tuple(_span(span) for span in spans),
        tuple(tuple(Button(*button) for button in row) for row in rows),
        tuple(media_of(fields) for fields in media),
        *pin,
    )


def _span(stored: Any) -> Span:
    return Span(stored) if isinstance(stored, str) else Span(*stored)
