"""A text in several languages, and how a missing language is filled in."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, get_args

from pydantic import ConfigDict, RootModel, model_validator

Language = Literal["en", "zh-Hans", "zh-Hant", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

#: Where to look, in order, when a language has no text of its own.  The Chinese scripts stand in for each
#: other by conversion (OpenCC's Hong Kong and Macau variant, because that is where our traditional readers are).
_CONVERSIONS: dict[str, tuple[Language, str]] = {
    "zh-Hant": ("zh-Hans", "s2hk"),
    "zh-Hans": ("zh-Hant", "t2s"),
}


class Words(RootModel[dict[Language, str]]):
    """One text in one or more of our languages; written in YAML as `{en: …, zh-Hans: …, pt: …}`.

    A plain string stands for a text that reads the same in every language ("Gate 12").
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_english(cls, value: object) -> object:
        return {"en": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _not_empty(self) -> Words:
        if not any(text.strip() for text in self.root.values()):
            raise ValueError("has no text in any language; write at least {en: …}")
        return self

    def text(self, language: str) -> str:
        """The text for a reader of `language`: its own, else converted Chinese, else English, else any."""
        return _fill_in(language, tuple(self.root.items()))

    def has(self, language: str) -> bool:
        """Whether `language` is written out or can be converted from the other Chinese script."""
        stand_in = _CONVERSIONS.get(language)
        return language in self.root or (stand_in is not None and stand_in[0] in self.root)

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))


@lru_cache(maxsize=20_000)
def _fill_in(language: str, texts: tuple[tuple[str, str], ...]) -> str:
    written = dict(texts)
    if language in written:
        return written[language]
    stand_in = _CONVERSIONS.get(language)
    if stand_in is not None and stand_in[0] in written:
        return _converter(stand_in[1])(written[stand_in[0]])
    return written.get("en") or next(iter(written.values()))


@lru_cache(maxsize=4)
def _converter(configuration: str) -> Callable[[str], str]:
    # Imported when a text has to be converted: to traditional characters its dictionaries take 45 MB.
    convert: Callable[[str], str] = importlib.import_module("opencc").OpenCC(configuration).convert
    return convert
