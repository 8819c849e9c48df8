"""Finding which of several named things a typed text means, in any of our languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from handlers.engine.numerals import chinese
from playbooks.words import LANGUAGES, Words

SURE = 90.0  # at this likeness it is taken without asking …
LEAD = 8.0  # … if nothing else comes this close
PERHAPS = 62.0  # from here on it is worth asking “did you mean”
OFFERED = 5
_STEM = 4  # letters that two words must share from their beginning to be thought one
_FEW = 3  # words; who types more describes
_LONG = 200  # a longer text names nothing

#: Words that occur in many names and single out none.
_EMPTY = "the and for not with from any all our you are has was its que com por dos das uma não nao para"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """The things a text may mean, likeliest first; `sure` when it is certainly the first."""

    found: tuple[T, ...]
    sure: bool


class Names(Generic[T]):
    """Things with the names each goes by, ready to be searched."""

    def __init__(self, named: Iterable[tuple[T, Iterable[str]]]) -> None:
        self._things: list[T] = []
        self._names: list[tuple[str, frozenset[str], int]] = []
        self._exact: dict[str, list[int]] = {}
        for thing, names in named:
            self._add(thing, names)

    def match(self, text: str, allowed: Callable[[T], bool] = lambda _: True) -> Match[T]:
        """What `text` means among the things that are `allowed`."""
        wanted = normal(text)
        if not wanted or len(text) > _LONG:
            return Match((), False)
        exact = [self._things[n] for n in self._exact.get(wanted, ()) if allowed(self._things[n])]
        if exact:
            return Match(tuple(exact[:OFFERED]), len(exact) == 1)
        return self._similar(text, wanted, allowed)

    def _similar(self, text: str, wanted: str, allowed: Callable[[T], bool]) -> Match[T]:
        scores = self._scores(wanted, tokens(text))
        ranked = sorted(((s, n) for n, s in scores.items() if allowed(self._things[n])), key=lambda p: (-p[0], p[1]))
        if not ranked:
            return Match((), False)
        best = ranked[0][0]
        runner_up = ranked[1][0] if len(ranked) > 1 else 0.0
        sure = best >= SURE and best - runner_up >= LEAD
        near = [n for score, n in ranked if score >= best - 15][:OFFERED]
        return Match(tuple(self._things[n] for n in near), sure)

    def _scores(self, wanted: str, words: frozenset[str]) -> dict[int, float]:
        best: dict[int, float] = {}
        for name, name_words, index in self._names:
            score = _likeness(wanted, words, name, name_words)
            if score >= PERHAPS and score > best.get(index, 0.0):
                best[index] = score
        return best

    def _add(self, thing: T, names: Iterable[str]) -> None:
        index = len(self._things)
        self._things.append(thing)
        for name in dict.fromkeys(names):
            if plain := normal(name):
                self._names.append((plain, tokens(name), index))
                known = self._exact.setdefault(plain, [])
                if index not in known:
                    known.append(index)


def _likeness(wanted: str, words: frozenset[str], name: str, name_words: frozenset[str]) -> float:
    if words and words < name_words:
        return SURE + 2 if _telling(words) else PERHAPS
    if len(wanted) >= 2 and not wanted.isascii() and wanted in name:
        return SURE + 1
    if len(name) >= 2 and (name_words < words if name.isascii() else name in wanted):
        return 80.0
    if len(wanted) <= 3 and wanted.isascii():
        return 0.0
    alike = words and len(words) <= _FEW and all(_begins_alike(word, name_words) for word in words)
    return max(80.0 if alike else 0.0, fuzz.ratio(wanted, name, score_cutoff=PERHAPS))


def _begins_alike(word: str, name_words: frozenset[str]) -> bool:
    """Whether a name has this word with another ending: “refund” for “refunds”, “parking” for “car park”."""
    if len(word) < _STEM:
        return False
    return any(len(own) >= _STEM and (own.startswith(word) or word.startswith(own)) for own in name_words)


def _telling(words: frozenset[str]) -> bool:
    """Whether these words say enough to be sure: not just “the” or “a”."""
    return any(len(word) >= 3 and word not in _EMPTY.split() for word in words)


def all_texts(words: Words | None) -> list[str]:
    """A text in each of our languages, conversions between the Chinese scripts included."""
    if words is None:
        return []
    return list(dict.fromkeys(words.text(language) for language in LANGUAGES if words.has(language))) or [
        words.text("en")
    ]


def normal(text: str) -> str:
    """`text` (its first 200 characters) without case, accents, width, spaces and punctuation."""
    return _normal(text[: _LONG + 1])


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if char.isalnum())


def tokens(text: str) -> frozenset[str]:
    """The words of `text` (its first 200 characters), each in its normal form."""
    return _tokens(text[: _LONG + 1])


@lru_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return frozenset("".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in folded).split())


def nth(text: str, things: Sequence[T]) -> T | None:
    """The thing whose number in the list was typed, counting from 1."""
    digits = unicodedata.normalize("NFKC", text).strip().rstrip(".)、")
    if not digits or len(digits) > 3:
        return None
    number = int(digits) if digits.isdecimal() else int(chinese(digits) or 0)
    return things[number - 1] if 1 <= number <= len(things) else None
