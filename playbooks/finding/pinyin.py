"""Chinese typed as pinyin without tones: “luke hunmi” is read as 旅客昏迷.

Only words that an index knows are looked for.  What letters they have is worked out when the first text comes that
could be pinyin; nobody else pays for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from playbooks.finding.pieces import runs
from playbooks.finding.sounds import spellings

_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = (
    "(?:i?ang|i?ong|[iu]?an|u?ang|e?ng|i?ao|u?ai|ing|[aeiou]n|[iu]?a|u?[oe]i|i?ou|i[eu]|u[eo]|ve|ai|ei|er|[aeiouv])"
)
_SYLLABLES = re.compile(f"(?:{_INITIAL}{_FINAL})+")
_LONGEST = 24  # letters of a word that is looked for
_ENOUGH = 0.45  # of the letters must be words that the index knows; the rest are little words


class Pinyin:
    """Reads pinyin as the Chinese `words` of more than one character; of words that sound alike, the first."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = dict.fromkeys(word for word in words if len(word) > 1 and not word.isascii())

    def read(self, folded: str, latin: frozenset[str]) -> str:
        """`folded` with what must be pinyin as Chinese. `latin` are words that are what they look like."""
        found, pending = list[str](), list[str]()
        for run in [*runs(folded), ""]:
            if run and _SYLLABLES.fullmatch(run):
                pending.append(run)
                continue
            found += [*self._reading(pending, latin), run]
            pending = []
        return " ".join(found).strip()

    def _reading(self, words: list[str], latin: frozenset[str]) -> list[str]:
        if all(word in latin for word in words):
            return words
        letters = "".join(words).replace("v", "u")
        chinese = _longest_words(letters, self._spoken)
        heard = sum(length for _, length in chinese)
        return ["".join(word for word, _ in chinese)] if heard >= _ENOUGH * len(letters) else words

    @cached_property
    def _spoken(self) -> Mapping[str, str]:
        """Letters to the word they spell."""
        spoken: dict[str, str] = {}
        for word in self._words:
            for letters in spellings(word):
                spoken.setdefault(letters, word)
        return spoken


def _longest_words(letters: str, spoken: Mapping[str, str]) -> list[tuple[str, int]]:
    """The words that cover most of `letters`, as few of them as can be, each with how many letters it has."""
    best: list[tuple[int, int, list[tuple[str, int]]]] = [(0, 0, [])]
    for end in range(1, len(letters) + 1):
        heard, words, way = best[end - 1]
        options = [(heard, words, way)]
        for start in range(max(0, end - _LONGEST), end - 1):
            if (word := spoken.get(letters[start:end])) is not None:
                heard, words, way = best[start]
                options.append((heard + end - start, words - 1, [*way, (word, end - start)]))
        best.append(max(options, key=lambda option: option[:2]))
    return best[-1][2]
