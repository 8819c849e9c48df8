"""Words that nobody indexed, read as the indexed word they most resemble: “unconcious” as “unconscious”."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5  # letters; a shorter word is too easily another one
_LETTERS_PER_SLIP = 4  # one slip in five letters, two in eight, three in twelve …
_MOST_SLIPS = 3


class Spelling:
    """Knows the words of the indexed phrases, and `others` that are looked at where none of those is as near."""

    def __init__(self, words: Iterable[str], others: Iterable[str] = ()) -> None:
        self._words = sorted({word for word in words if word.isascii()})
        self._others = sorted({word for word in others if word.isascii()})
        self._known = frozenset((*self._words, *self._others))
        self._closest = lru_cache(maxsize=2048)(self._search)

    def read(self, word: str) -> str:
        """The indexed word that was meant; `word` itself where none is near."""
        if word in self._known or len(word) < _SHORTEST or not word.isalpha():
            return word
        return self._closest(word)

    def _search(self, word: str) -> str:
        found = [near for words in (self._words, self._others) if (near := _nearest(word, words))]
        return min(found, key=lambda near: near[1])[0] if found else word


def _nearest(word: str, words: list[str]) -> tuple[str, float] | None:
    """The nearest of `words` that begins as `word` does, and how far it is: first letters are seldom slips."""
    slips = min(_MOST_SLIPS, len(word) // _LETTERS_PER_SLIP)
    alike = words[bisect_left(words, word[0]) : bisect_left(words, chr(ord(word[0]) + 1))]
    found = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=slips)
    return None if found is None else (found[0], found[1])
