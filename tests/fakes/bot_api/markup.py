"""Texts and buttons as Telegram checks them: HTML into text and entities, lengths, keyboards."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from tests.fakes.bot_api.arguments import Arguments
from tests.fakes.bot_api.refusals import bad

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s+[^<>]*)?)>")
_PLAIN = re.compile(r"[^<&]+")
_KNOWN = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d+|x[0-9a-fA-F]+));")


@dataclass(frozen=True, slots=True)
class Written:
    """A text after its markup was read. Offsets and lengths of entities are in UTF-16 units, as Telegram's."""

    text: str
    entities: list[dict[str, Any]]


def units(text: str) -> int:
    """Length in UTF-16 units. Telegram counts its limits a little more kindly; what fits here fits there."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def written(arguments: Arguments, name: str, entities: str) -> Written:
    """The text argument `name` with its `parse_mode` or explicit entities applied, trimmed as Telegram trims."""
    raw, mode = arguments.text(name), arguments.text("parse_mode").lower()
    if "\x00" in raw:
        raise bad("strings must not contain null characters")
    if mode == "html":
        return read_html(raw)
    if mode:
        raise bad("unsupported parse_mode")
    return Written(raw.strip(), arguments.nested(entities) or [])


def checked_text(arguments: Arguments) -> Written:
    """The text of a message: never empty, never too long."""
    found = written(arguments, "text", "entities")
    if not found.text.strip():
        raise bad("message text is empty")
    if units(found.text) > TEXT_LIMIT:
        raise bad("message is too long")
    return found


def checked_caption(arguments: Arguments) -> Written:
    """The caption of a photo and the like; may be empty."""
    found = written(arguments, "caption", "caption_entities")
    if units(found.text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return found


def read_html(source: str) -> Written:
    """Reads Telegram's HTML. Raises Refused with the byte offset of what is wrong."""
    text, at = "", 0
    entities: list[dict[str, Any]] = []
    open_tags: list[tuple[str, int, str, int]] = []
    while at < len(source):
        if source[at] == "<":
            found = _TAG.match(source, at)
            offset = len(source[:at].encode())
            if found is None:
                raise bad(f'can\'t parse entities: Unsupported start tag "" at byte offset {offset}')
            closing, name, rest = found[1], found[2].lower(), found[3]
            if closing:
                entities.append(_closed(open_tags, name, units(text), offset))
            elif name not in _TYPES:
                raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {offset}')
            else:
                open_tags.append((name, units(text), rest, offset))
            at = found.end()
            continue
        piece, at = _piece(source, at)
        text += piece
    if open_tags:
        name, _, _, offset = open_tags[-1]
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\"")
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Written(text.rstrip(), [entity for entity in entities if entity["length"] > 0])


def _closed(open_tags: list[tuple[str, int, str, int]], name: str, end: int, offset: int) -> dict[str, Any]:
    if not open_tags:
        raise bad(f"can't parse entities: Unexpected end tag at byte offset {offset}")
    opened, start, rest, _ = open_tags.pop()
    if opened != name:
        raise bad(
            f"can't parse entities: Unmatched end tag at byte offset {offset}, "
            f'expected "</{opened}>", found "</{name}>"'
        )
    entity: dict[str, Any] = {"type": _TYPES[name], "offset": start, "length": end - start}
    if name == "a":
        link = re.search(r"href=[\"']?([^\"'\s]+)", rest)
        entity["url"] = html.unescape(link[1]) if link else ""
    return entity


def _piece(source: str, at: int) -> tuple[str, int]:
    plain = _PLAIN.match(source, at)
    if plain is not None:
        return plain[0], plain.end()
    found = _REFERENCE.match(source, at)
    if found is None:
        return "&", at + 1
    if found[1]:
        return _KNOWN[found[1]], found.end()
    number = found[2]
    return chr(int(number[1:], 16) if number[0] == "x" else int(number)), found.end()


def checked_markup(arguments: Arguments, *, private: bool) -> dict[str, Any] | None:
    """The reply markup, refused where Telegram refuses it."""
    markup = arguments.nested("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    for row in markup.get("inline_keyboard", ()):
        for button in row:
            _check_button(button)
    for row in markup.get("keyboard", ()):
        for button in row:
            _check_key(button, private)
    if sum(len(row) for row in markup.get("inline_keyboard", ())) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad("inline keyboard button text can't be empty")
    if "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not str(button["url"]).startswith(("http://", "https://", "tg://")):
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif not any(key in button for key in ("web_app", "copy_text", "switch_inline_query", "login_url")):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.get("style") not in (None, "danger", "success", "primary"):
        raise bad("invalid button style specified")


def _check_key(button: dict[str, Any] | str, private: bool) -> None:
    if isinstance(button, str) or private:
        return
    if button.get("request_contact"):
        raise bad("phone number can be requested in private chats only")
    if button.get("request_location"):
        raise bad("location can be requested in private chats only")
