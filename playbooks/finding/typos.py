"""Words that nobody indexed, read as the indexed word they most resemble: “unconcious” as “unconscious”."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5  # letters; a shorter word is too easily another one
_LETTERS_PER_SLIP = 4  # one slip in five letters, two in eight, three in twelve …
_MOST_SLIPS = 3


class Spelling:
    """Knows the words of the indexed phrases."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if word.isascii()})
        self._known = frozenset(self._words)
        self._closest = lru_cache(maxsize=2048)(self._search)

    def read(self, word: str) -> str:
        """The indexed word that was meant; `word` itself where none is near."""
        if word in self._known or len(word) < _SHORTEST or not word.isalpha():
            return word
        return self._closest(word)

    def _search(self, word: str) -> str:
        slips = min(_MOST_SLIPS, len(word) // _LETTERS_PER_SLIP)
        found = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=slips)
        return word if found is None else str(found[0])
