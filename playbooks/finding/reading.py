"""From a text as somebody typed it to its pieces: slips mended, pinyin read as Chinese, concepts beside the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from playbooks.finding.concepts import Concepts, concepts
from playbooks.finding.folding import fold
from playbooks.finding.pieces import pieces, runs
from playbooks.finding.pinyin import Pinyin
from playbooks.finding.terms import LONGEST
from playbooks.finding.typos import Spelling

_PAIRED = 7  # concepts of one text; a text that names more is a story, and pairs of them tell nothing

#: How much a piece weighs beside one as rare: tried out on phrases that are not in the library (decision 0029).
_CONCEPT, _PAIR, _LETTERS = 2.0, 1.2, 0.9


class Reader:
    """Reads texts as an index of `phrases` understands them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._concepts: Concepts = concepts()
        words = [word for phrase in phrases for word in runs(phrase)]
        self._latin = frozenset(word for word in (*words, *self._concepts.words) if word.isascii())
        self._spelling = Spelling(words, self._latin)
        self._pinyin = Pinyin((*self._concepts.words, *words))

    def count(self, folded: str) -> Counter[str]:
        """The pieces of a folded text, each with how often it occurs."""
        named = list(self._concepts.of(folded))
        pairs = combinations(sorted(set(named))[:_PAIRED], 2)
        return Counter([*pieces(folded), *(f"@{name}" for name in named), *(f"@{a}+{b}" for a, b in pairs)])

    def understand(self, text: str) -> str:
        """What somebody typed, folded, as they meant it."""
        chinese = self._pinyin.read(fold(text[:LONGEST]), self._latin)
        return " ".join(self._spelling.read(run) for run in runs(chinese))


def strength(piece: str) -> float:
    """How much a piece weighs beside others that are as rare."""
    if piece[0] == "@":
        return _PAIR if "+" in piece else _CONCEPT
    return _LETTERS if len(piece) == 3 and piece.isascii() and piece[0] != "=" and "_" not in piece else 1.0
