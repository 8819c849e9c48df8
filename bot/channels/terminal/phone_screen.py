"""The screen as narrow as a phone: what fits on a line, and what of a button can be read.

Words are wrapped at forty columns, a Chinese character taking two, and the buttons of a row share the width: a label
that is too long is cut here where it would be cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.channels.terminal.showing import PlainScreen, Seen, attached, button_rows, harmless
from playbooks.lint.long_texts import columns

WIDTH = 40
_GAP = 1  # column between two buttons
#: Where a line may end: after a space, and around Chinese characters.
_PIECES = re.compile(r"\S*[^\S\n]+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+")
#: What does not begin a line in Chinese.
_CLINGING = "，。、；：？！）」』”’》〉…"


class PhoneScreen(PlainScreen):
    """Plain lines of `WIDTH` columns; other people's messages stand further right."""

    def show(self, seen: Seen) -> None:
        if seen.to is not None or seen.before is not None:
            super().show(seen)
            return
        for line in (line for part in harmless(seen.message.text).split("\n") for line in wrapped(part)):
            self.say(f"│{line}")
        for name in attached(seen.message):
            self.say(f"│📎 {name}")
        for row in button_rows(seen):
            self.say("│" + " ".join(_button(key, harmless(label), len(row)) for key, label in row))
        self.say("╵")


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """`text` in lines of at most `width` columns."""
    lines, line = [], ""
    for piece in _pieces(text, width):
        if columns((line + piece).rstrip()) > width and not (piece in _CLINGING and line):
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> Iterator[str]:
    """What stays on one line; a word that is wider than that is cut."""
    for piece in _PIECES.findall(text):
        while columns(piece) > width:
            yield piece[:width]
            piece = piece[width:]
        yield piece


def _button(key: str, label: str, in_row: int) -> str:
    """One of the buttons of a row, as wide as its share."""
    room = (WIDTH - _GAP * (in_row - 1)) // in_row - 2
    shown = cut(label, room)
    return f"[{shown}{' ' * (room - columns(shown))}]{key}"


def cut(text: str, width: int) -> str:
    """`text` as far as it fits into `width` columns."""
    if columns(text) <= width:
        return text
    while text and columns(text) > width - 1:
        text = text[:-1]
    return text + "…"
