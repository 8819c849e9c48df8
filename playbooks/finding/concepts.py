"""Words that mean the same, in all languages (`concepts.txt`): “passed out”, 暈低 and *desmaiou* are one concept.

A text's concepts are pieces of it beside its words.  So a phrase in one language is like texts in the others, and a
playbook that says “collapsed” is found by whoever writes “keeled over”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from playbooks.finding.folding import fold
from playbooks.finding.pieces import runs, stem

_FILE = Path(__file__).parent / "concepts.txt"
_Term = tuple[str, ...]


class Concepts:
    """Finds the concepts of a text; the longest term that stands at a place is taken."""

    def __init__(self, terms: Mapping[str, Iterable[str]]) -> None:
        """`terms` are what each concept is called; `words` becomes every word in them, folded."""
        self.words: list[str] = []
        self._named: dict[_Term, list[str]] = {}
        self._longest: dict[str, int] = {}
        for name, words in terms.items():
            for word in words:
                self._add(fold(word), name)

    def of(self, folded: str) -> Iterator[str]:
        """The concepts of a folded text in its order, each as often as it is named."""
        tokens, at = _tokens(folded), 0
        while at < len(tokens):
            length = self._term_at(tokens, at)
            yield from self._named.get(tokens[at : at + length], ())
            at += max(1, length)

    def _add(self, folded: str, name: str) -> None:
        if term := _tokens(folded):
            self.words += runs(folded)
            self._named.setdefault(term, []).append(name)
            self._longest[term[0]] = max(len(term), self._longest.get(term[0], 0))

    def _term_at(self, tokens: _Term, at: int) -> int:
        for length in range(self._longest.get(tokens[at], 0), 0, -1):
            if tokens[at : at + length] in self._named:
                return length
        return 0


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    """The concepts that come with Muster."""
    return Concepts(read_terms(_FILE.read_text(encoding="utf-8")))


def read_terms(text: str) -> dict[str, list[str]]:
    """The concepts of a file: `name: word, several words, 词` on each line, `#` before a remark."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    split = (line.partition(":") for line in lines)
    return {name.strip(): [word.strip() for word in words.split(",")] for name, _, words in split}


def _tokens(folded: str) -> _Term:
    """Words without their endings, and Chinese characters one by one."""
    found: list[str] = []
    for run in runs(folded):
        found += [stem(run)] if run[0].isascii() else run
    return tuple(found)
