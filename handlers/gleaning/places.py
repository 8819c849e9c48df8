"""The place that a text names: “near gate 12”, 12号登机口, 閘口12, “na porta 12”, “at check-in”.

A place with a number is known by what kind of thing it is and its number, whatever words its name has; any other by
its name, or after a word such as “at” by the beginning of its name.  What could be two places is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from handlers.engine.matching import all_texts
from handlers.gleaning.glance import Glance
from handlers.gleaning.place_words import AT, AT_CHINESE, AWAY, KINDS, LITTLE, numbered_in, tokens
from handlers.people import Directory, Place
from playbooks.finding.folding import fold
from playbooks.finding.pieces import runs
from playbooks.finding.typos import Spelling

#: “… ran to gate 12”: not where it happened.
_GONE_TO = re.compile(r"\b(?:to|towards|para)\s+(?:the\s+|a\s+|o\s+)?[a-z]+\s*\d+|[往去到](?=\d|[a-z]?\d)\d+")
_SITE = re.compile(r"[a-z]\d")  # “at t1 departures”: what a site is called for short
_TELLING = 4  # letters that a single word must have to name a place


class _Known:
    """The places of some sites, ready to be looked for."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.id: place for place in places}
        self.numbered: dict[tuple[str, str], set[str]] = {}
        self.named: dict[tuple[str, ...], set[str]] = {}
        for place in self.places.values():
            for name in [*all_texts(place.name), place.id.replace("-", " ")]:
                self._add(place.id, name)
        names = (name for place in self.places.values() for name in all_texts(place.name))
        self.spelling = Spelling({*KINDS, *(word for name in names for word in runs(fold(name)))})

    def _add(self, place: str, name: str) -> None:
        for key in numbered_in(fold(name)):
            self.numbered.setdefault(key, set()).add(place)
        if name_tokens := tokens(fold(name)):
            self.named.setdefault(name_tokens, set()).add(place)

    def deepest(self, found: set[str]) -> str | None:
        """The one place that all of `found` hold or are; None if they lie apart."""
        inner = [p for p in found if not any(q != p and self._holds(p, q) for q in found)]
        return inner[0] if len(inner) == 1 else None

    def _holds(self, outer: str, inner: str) -> bool:
        return any(place.id == inner for place in self.places[outer].walk())


def place_in(text: str, glance: Glance) -> dict[str, Any] | None:
    """The one place of these sites that `text` names, as a place question's value."""
    known = _known(Keyed((id(glance.directory), glance.sites), (glance.directory, glance.sites)))
    folded = " ".join(known.spelling.read(word) for word in fold(text).split())
    if _GONE_TO.search(folded):
        return None
    found = _by_number(known, folded, text) or _by_name(known, tokens(folded))
    place = known.deepest(found)
    return None if place is None else {"place": place}


def _by_number(known: _Known, folded: str, text: str) -> set[str]:
    keys = (key for key in numbered_in(folded) if key[1].isdecimal() or _is_capital(key[1], text))
    return {place for key in keys for place in known.numbered.get(key, ())}


def _is_capital(code: str, text: str) -> bool:
    """Whether a code with letters was typed as one: “door A”, and not “at the door a man”."""
    return (
        len(code) > 1
        or re.search(rf"(?<![A-Za-z]){code.upper()}(?![A-Za-z])", unicodedata.normalize("NFKC", text)) is not None
    )


def _by_name(known: _Known, words: tuple[str, ...]) -> set[str]:
    """Places whose longest name stands in the text, else those whose name is begun after “at”."""
    standing = [name for name in known.named if _tells(name) and _at(words, name)]
    longest = max((len(name) for name in standing), default=0)
    whole = {place for name in standing if len(name) == longest for place in known.named[name]}
    return whole or {place for begun in _after_at(words) for place in _begun_by(known, begun)}


def _tells(name: tuple[str, ...]) -> bool:
    """A name of one word, or two characters, is a word like others; it must be said after “at”."""
    return len(name) >= (2 if name[0].isascii() else 3) and not (
        len(name[-1]) == 1 and name[-1].isalpha() and name[-1].isascii()
    )


def _is_code(word: str) -> bool:
    """A number or letter that tells a place from others of its kind."""
    return word.isdecimal() or (len(word) == 1 and word.isascii())


def _at(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether `name` stands in `words`, and not as where somebody went."""
    found = (n for n in range(len(words) - len(name) + 1) if words[n : n + len(name)] == name)
    return any(not AWAY & set(words[max(0, n - 2) : n]) for n in found)


def _after_at(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What follows each “at the”, 在 or “na”, as far as it could be the beginning of a name."""
    for n, word in enumerate(words):
        if word not in AT and word not in AT_CHINESE:
            continue
        rest = words[n + 1 :]
        while rest and (rest[0] in LITTLE or _SITE.fullmatch(rest[0])):
            rest = rest[1:]
        letter = next((n for n, each in enumerate(rest) if len(each) == 1 and each.isascii()), 4)
        yield rest[: min(4, letter)]


def _begun_by(known: _Known, words: tuple[str, ...]) -> set[str]:
    """The places whose names begin with these `words`, or the first of them, and have no number beyond them."""
    for length in range(len(words), 0, -1):
        start = words[:length]
        if sum(len(word) for word in start) < (_TELLING if start[0].isascii() else 2) or set(start) <= KINDS:
            return set()
        begun = (name for name in known.named if name[:length] == start and not any(map(_is_code, name[length:])))
        found = {place for name in begun for place in known.named[name]}
        if found:
            return found
    return set()


@lru_cache(maxsize=64)
def _known(key: Keyed[tuple[Directory, tuple[str, ...]]]) -> _Known:
    directory, sites = key.thing
    return _Known(place for site in sites for place in directory.site_by_id[site].walk())
