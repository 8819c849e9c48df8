"""From a text as somebody typed it to its pieces: slips mended, pinyin read as Chinese, concepts beside the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from playbooks.finding.concepts import Concepts, concepts
from playbooks.finding.folding import fold
from playbooks.finding.form import form
from playbooks.finding.homophones import Homophones
from playbooks.finding.pieces import pieces, runs
from playbooks.finding.pinyin import Pinyin
from playbooks.finding.terms import LONGEST
from playbooks.finding.typos import Spelling

_PAIRED = 7  # concepts of one text; a text that names more is a story, and pairs of them tell nothing

#: How much a piece weighs beside one as rare: tried out on phrases that are not in the library (decision 0029).
_CONCEPT, _PAIR, _LETTERS, _FORM = 2.0, 1.2, 0.9, 0.7


class Reader:
    """Reads texts as an index of `phrases` understands them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._concepts: Concepts = concepts()
        words = [word for phrase in phrases for word in runs(phrase)]
        self._latin = frozenset(word for word in (*words, *self._concepts.words) if word.isascii())
        self._spelling = Spelling(words, self._latin)
        chinese = [*self._concepts.words, *words]
        neighbours = _commonest(chinese, 2)
        self._pinyin = Pinyin((*self._concepts.words, *_commonest(chinese, 4), *_commonest(chinese, 3), *neighbours))
        self._homophones = Homophones(neighbours, _commonest(self._concepts.words, 2))

    def count(self, folded: str) -> Counter[str]:
        """The pieces of a folded text, each with how often it occurs."""
        named = list(self._concepts.of(folded))
        pairs = combinations(sorted(set(named))[:_PAIRED], 2)
        concepts = (*(f"@{name}" for name in named), *(f"@{a}+{b}" for a, b in pairs))
        return Counter([*pieces(folded), *concepts, *form(folded)])

    def understand(self, text: str) -> str:
        """What somebody typed, folded, as they meant it."""
        folded = fold(text[:LONGEST])
        meant = map(self._word, runs(self._pinyin.read(folded, self._latin)))
        return " ".join([*meant, *("?" for character in folded if character == "?")])

    def _word(self, run: str) -> str:
        return self._spelling.read(run) if run.isascii() else self._homophones.read(run)


def _commonest(words: Iterable[str], length: int) -> list[str]:
    """Every so many characters that stand beside each other in `words`, the commonest first."""
    chinese = [word for word in words if not word.isascii()]
    found = Counter(word[at : at + length] for word in chinese for at in range(len(word) - length + 1))
    return [part for part, seen in found.most_common() if seen > 1 or length == 2]


def strength(piece: str) -> float:
    """How much a piece weighs beside others that are as rare."""
    if piece[0] == "@":
        return _PAIR if "+" in piece else _CONCEPT
    if piece[0] == "#":
        return _FORM
    return _LETTERS if len(piece) == 3 and piece.isascii() and piece[0] != "=" and "_" not in piece else 1.0


def says(piece: str) -> bool:
    """Whether a piece is something that is said, not how."""
    return piece[0] != "#"
