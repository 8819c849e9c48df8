"""The words that stop every exercise, however somebody in a hurry writes them."""

from __future__ import annotations

import unicodedata
from typing import Final

from rapidfuzz import fuzz

#: Simplified, traditional and mixed: who types in a hurry takes the first character that is offered.
WORDS: Final = (
    *("real emergency", "emergência real", "emergencia real", "no duff"),
    *("真实情况", "真實情況", "真实情況", "真實情况"),
)
_CLOSE: Final = 91  # of a hundred: one letter missing, wrong or too many
_LONG: Final = 10  # letters; in what is shorter, a slip makes another word


def says_it(text: str) -> bool:
    """Whether somebody says so: capitals, blanks, full stops, accents and one slip of the finger do not matter."""
    folded = _folded(text)
    return any(_is_in(_folded(word), folded) for word in WORDS)


def begins_with_it(text: str) -> bool:
    """Whether that is the first they say, so that it cannot be about something else."""
    folded = _folded(text)
    return any(_is_in(_folded(word), folded[: len(_folded(word)) + 1]) for word in WORDS)


def _is_in(word: str, folded: str) -> bool:
    if word in folded:
        return True
    return _LONG <= len(word) <= len(folded) + 1 and fuzz.partial_ratio(word, folded) >= _CLOSE


def _folded(text: str) -> str:
    plainly = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plainly if char.isalnum())
