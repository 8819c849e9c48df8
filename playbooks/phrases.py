"""The interface's own words in each reader's language, from the gettext catalogues in `locales/`.

    say = phrases("pt")
    say("Back")                                  # looked up by its English text
    say("Question {n} of {total}", n=3, total=7)
    say.many("{n} photo", "{n} photos", n=2)

Every `say("literal")` in our rooms is extracted by `make messages`; a text without a translation in all four
languages fails the tests.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"


class Phrases:
    """Says things in one language."""

    def __init__(self, language: str, catalogue: dict[str | tuple[str, str], str | tuple[str, ...]]) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, text: str, /, **values: object) -> str:
        """`text` (English, as in the code) in this language, with `{name}` fields filled in."""
        found = self._catalogue.get(text, text)
        words = found if isinstance(found, str) else found[0]
        return words.format_map(values) if values else words

    def many(self, one: str, several: str, /, n: int, **values: object) -> str:
        """`one` or `several` as this language's plural rule says for `n`."""
        raise NotImplementedError


@lru_cache(maxsize=8)
def phrases(language: str) -> Phrases:
    """The phrases of `language`; English for a language we do not have."""
    return Phrases(language, {})
