"""Cutting long texts into messages, the way Telegram counts: in UTF-16 units, after formatting is taken out.

A text is cut at a line's end where there is one in the later half of what fits, else at a blank, else between two
characters as people see them (not inside an emoji made of several code points).  Joined, the parts are the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from handlers.messages import Span

_JOINER = "\u200d"


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """The text if it is at most `limit` units long, else as much of it as fits with an ellipsis."""
    return text if units(text) <= limit else text[: _boundary(text, 0, _reach(text, 0, limit - 1))] + "…"


def split(spans: Sequence[Span], limit: int) -> list[tuple[Span, ...]]:
    """The spans as parts of at most `limit` units each; parts that are blank are left out."""
    text = "".join(span.text for span in spans)
    if units(text) <= limit:
        return [tuple(spans)] if text.strip() else []
    return [tuple(_between(spans, *part)) for part in _cuts(text, limit) if text[slice(*part)].strip()]


def _cuts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = _cut(text, start, _reach(text, start, limit))
        yield start, end
        start = end


def _cut(text: str, start: int, reach: int) -> int:
    """The best place to cut after `start`, no further than `reach`."""
    if reach == len(text):
        return reach
    half = (start + reach) // 2
    for mark in ("\n", " "):
        if (found := text.rfind(mark, half, reach)) >= 0:
            return found + 1
    return _boundary(text, start, reach)


def _reach(text: str, start: int, limit: int) -> int:
    """How far from `start` a text goes in `limit` units."""
    end = min(len(text), start + limit)
    while (excess := units(text[start:end]) - limit) > 0:
        end -= (excess + 1) // 2  # what is taken away is at most two units a character, so this never takes too much
    return end


def _boundary(text: str, start: int, end: int) -> int:
    """The last place at or before `end` that is between two characters; `end` itself when there is none."""
    at = end
    while at > start and not _separate(text, at):
        at -= 1
    return at if at > start else end


def _separate(text: str, at: int) -> bool:
    """Whether the code points before and after `at` belong to different characters."""
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before == _JOINER or _extends(after) or (before == "\r" and after == "\n"):
        return False
    return not (_is_flag_half(before) and _is_flag_half(after) and _flag_halves(text, at) % 2)


def _extends(character: str) -> bool:
    """Whether a code point adds to the one before it: accents, joiners, skin tones, tags."""
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_halves(text: str, end: int) -> int:
    """How many halves of flags stand in a row before `end`."""
    at = end
    while at > 0 and _is_flag_half(text[at - 1]):
        at -= 1
    return end - at


def _between(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """What the spans hold from `start` to `end` of their joined text."""
    at = 0
    for span in spans:
        piece = span.text[max(0, start - at) : max(0, end - at)]
        if piece:
            yield Span(piece, span.style)
        at += len(span.text)
