"""Our messages in Telegram's words: HTML that shows what was written and means nothing else, and keyboards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from bot.channels.telegram.splitting import clip
from handlers.messages import Button, Row, Span, Style
from handlers.taps import LIMIT as DATA_LIMIT

#: Telegram sets no limit, but shows about this much even on one button a row.
LABEL_LIMIT = 64

_TAGS: dict[Style, tuple[str, str]] = {
    "plain": ("", ""),
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "code": ("<code>", "</code>"),
}


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Unsendable(Exception):
    """A message that Telegram would never take; the text says why. Nothing of it was sent."""


def html(spans: Sequence[Span]) -> str:
    """Spans as Telegram HTML, which knows just these tags and needs just `&`, `<` and `>` escaped."""
    return "".join(_tagged(span) for span in spans)


def _tagged(span: Span) -> str:
    start, end = _TAGS[span.style]
    return f"{start}{escape(speakable(span.text), quote=False)}{end}"


def speakable(text: str) -> str:
    """Text that can go over the wire: what cannot (NUL, half a surrogate pair) is shown as the sign for it."""
    if "\0" in text:
        text = text.replace("\0", "\u2400")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def keyboard(rows: Sequence[Row]) -> str:
    """An inline keyboard, as JSON. Raises Unsendable for a button whose data would not fit."""
    drawn = [[_button(button) for button in row] for row in rows if row]
    return _ENCODE({"inline_keyboard": drawn})


def _button(button: Button) -> dict[str, str]:
    data = speakable(button.data)
    if not 0 < len(data.encode()) <= DATA_LIMIT:
        raise Unsendable(f"button data must be 1 to {DATA_LIMIT} bytes: {button.data!r}")
    drawn = {"text": clip(speakable(button.label).strip(), LABEL_LIMIT) or "…", "callback_data": data}
    if button.style != "plain":
        drawn["style"] = button.style
    return drawn
