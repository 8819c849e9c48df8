"""What somebody heard, and whether it is what was expected.

Every expected piece must be found, in order; every message must hold at least one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.rehearsal.transcript import Piece
from handlers.messages import Message, called

_ONE_LINE = 110  # characters


@dataclass(frozen=True, slots=True)
class Heard:
    """Something Muster said: a message, an edit of one, or the toast on a button (then only text)."""

    how: Literal["message", "edit", "toast", "alert"]
    chat: int
    number: int
    text: str
    rows: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, how: Literal["message", "edit"], chat: int, number: int, message: Message) -> Heard:
        rows = tuple(tuple(button.label for button in row) for row in message.rows)
        files = [media.name or media.kind for media in message.media]
        if message.attached is not None and how == "message":
            files.append(called(message.attached))
        return cls(how, chat, number, "\n".join([message.text, *(f"📎 {name}" for name in files)]), rows)

    @property
    def must_be_expected(self) -> bool:
        """A toast fades by itself; everything else stays in front of somebody."""
        return self.how != "toast"

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for row in self.rows for label in row)

    def pieces(self) -> list[str]:
        """Line by line as a transcript writes it; short rows of buttons share a line."""
        lines = [tidy(line) for line in self.text.splitlines()]
        said = [line for line in lines if line]
        buttons: list[str] = []
        for row in self.rows:
            shown = " ".join(f"[{label}]" for label in row)
            if buttons and len(buttons[-1]) + len(shown) < _ONE_LINE:
                buttons[-1] += " " + shown
            else:
                buttons.append(shown)
        return said + buttons


def tidy(text: str) -> str:
    """Runs of white space count as one space."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing` was expected and not said (or said although it must not be); `extra` was said and not expected."""

    missing: tuple[Piece, ...] = ()
    extra: tuple[Heard, ...] = ()

    @property
    def good(self) -> bool:
        return not self.missing and not self.extra


@dataclass(frozen=True, slots=True)
class _Place:
    """How far the search has come: the message, the character in its text, the button on it."""

    message: int = 0
    character: int = 0
    button: int = 0


def compare(pieces: Sequence[Piece], heard: Sequence[Heard]) -> Verdict:
    """Looks for each piece behind the one before it."""
    messages = [one for one in heard if one.how != "toast"]
    toasts = [one for one in heard if one.how in ("toast", "alert")]
    covered: set[int] = set()
    missing: list[Piece] = []
    place = _Place()
    for piece in pieces:
        found = _search(piece, messages, toasts, place)
        if found is None:
            missing.append(piece)
        elif found is not place:  # something was found in a message
            place = found
            covered.add(found.message)
    extra = tuple(one for index, one in enumerate(messages) if index not in covered)
    return Verdict(tuple(missing), extra)


def _search(piece: Piece, messages: Sequence[Heard], toasts: Sequence[Heard], place: _Place) -> _Place | None:
    if piece.not_ is not None:
        return None if _after(piece.not_, piece.labels, messages, _Place()) else place
    if piece.toast is not None:
        return _toast(piece.toast, messages, toasts, place)
    return _after(piece.words or "", piece.labels, messages, place)


def _toast(words: str, messages: Sequence[Heard], toasts: Sequence[Heard], place: _Place) -> _Place | None:
    found = next((one for one in toasts if tidy(words) in tidy(one.text)), None)
    if found is None:
        return None
    return _Place(messages.index(found)) if found in messages else place


def _after(words: str, labels: list[str], messages: Sequence[Heard], place: _Place) -> _Place | None:
    for index in range(place.message, len(messages)):
        start = place if index == place.message else _Place(index)
        found = _buttons_on(messages[index], labels, start) if labels else _words_in(messages[index], words, start)
        if found:
            return found
    return None


def _words_in(heard: Heard, words: str, start: _Place) -> _Place | None:
    at = tidy(heard.text).find(tidy(words), start.character)
    return None if at < 0 else replace(start, character=at + len(tidy(words)))


def _buttons_on(heard: Heard, labels: list[str], start: _Place) -> _Place | None:
    wanted, there = [tidy(label) for label in labels], [tidy(label) for label in heard.labels]
    for first in range(start.button, len(there) - len(wanted) + 1):
        if there[first : first + len(wanted)] == wanted:
            return replace(start, button=first + len(wanted))
    return None
