"""The interface's own words in each reader's language, from the gettext catalogues in `locales/`.

    say = phrases("pt")
    say("Back")                                  # looked up by its English text
    say("Question {n} of {total}", n=3, total=7)
    say.many("{n} photo", "{n} photos", n=2)

Every `say("literal")` in our rooms is extracted by `make messages`; a text without a translation in all four
languages fails the tests.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import c2py
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"

#: English text -> its translation; for a plural, its translations in the order of the language's plural rule.
Catalogue = Mapping[str, str | tuple[str, ...]]


def _english_plural(n: int) -> int:
    return int(n != 1)


class Phrases:
    """Says things in one language."""

    def __init__(self, language: str, catalogue: Catalogue, plural: Callable[[int], int] = _english_plural) -> None:
        self.language = language
        self._catalogue = catalogue
        self._plural = plural

    def __call__(self, text: str, /, **values: object) -> str:
        """`text` (English, as in the code) in this language, with `{name}` fields filled in."""
        found = self._catalogue.get(text, text)
        words = found if isinstance(found, str) else found[0]
        return words.format_map(values) if values else words

    def many(self, one: str, several: str, /, n: int, **values: object) -> str:
        """`one` or `several` as this language's plural rule says for `n`, with `{n}` and other fields filled in."""
        found = self._catalogue.get(one)
        if found is None or isinstance(found, str):
            words = (one, several)[_english_plural(n)]
        else:
            words = found[min(self._plural(n), len(found) - 1)]
        return words.format_map({"n": n, **values})


@lru_cache(maxsize=8)
def phrases(language: str) -> Phrases:
    """The phrases of `language`, read on its first use; English for a language we do not have."""
    path = LOCALES / f"{language}.po"
    if not path.is_file():
        return Phrases(language, {})
    return _read(language, path)


def _read(language: str, path: Path) -> Phrases:
    # Babel's catalogue reader takes time to import, and an English-only process never needs it.
    pofile = importlib.import_module("babel.messages.pofile")
    with path.open("rb") as file:
        catalogue = pofile.read_po(file, locale=language.replace("-", "_"))
    texts: dict[str, str | tuple[str, ...]] = {}
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            _add(texts, message.id, message.string)
    return Phrases(language, texts, c2py(catalogue.plural_expr))


def _add(texts: dict[str, str | tuple[str, ...]], source: str | tuple[str, ...], said: str | tuple[str, ...]) -> None:
    """A message that is only partly translated stays English: half a plural is worse than none."""
    if isinstance(source, str):
        texts[source] = str(said)
    elif isinstance(said, tuple) and all(said):
        texts[source[0]] = said
