"""Ids for what a plan names in words, and the language it is written in."""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Collection

from playbooks.words import Language

_HAN = re.compile(r"[\u3400-\u9fff]")
_PORTUGUESE = re.compile(
    r"\b(?:de|do|da|dos|das|o|os|as|para|com|não|uma|em|no|na|ao|que|se|por|todos)\b|[ãõçê]", re.I
)
_ENGLISH = re.compile(r"\b(?:the|and|of|to|in|is|for|with|on|all|if|not|at|or|from|who|your)\b", re.I)
_FILLING = {
    "the",
    "a",
    "an",
    "of",
    "to",
    "and",
    "for",
    "in",
    "on",
    "at",
    "de",
    "do",
    "da",
    "o",
    "os",
    "as",
    "e",
    "para",
}
#: What YAML would read as something else than a word.
_NO_NAMES = {"null", "true", "false"}
_MOST = 32  # characters of an id
_WORDS = 4


def language_of(text: str) -> Language:
    """The language most of `text` is in."""
    han = len(_HAN.findall(text))
    if han * 3 > len(re.findall(r"[A-Za-zÀ-ú]{2,}", text)):
        return _script_of(text)
    return "pt" if len(_PORTUGUESE.findall(text)) > len(_ENGLISH.findall(text)) else "en"


def _script_of(text: str) -> Language:
    """Of two scripts the one that conversion leaves more of as it is."""
    opencc = importlib.import_module("opencc")
    changed = {name: _differing(text, opencc.OpenCC(name).convert(text)) for name in ("t2s", "s2t")}
    return "zh-Hant" if changed["t2s"] > changed["s2t"] else "zh-Hans"


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False))


def id_for(words: str, taken: Collection[str]) -> str:
    """A short id that says something, and that nothing else has."""
    stem = _stem(words)
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem[: _MOST - 3].rstrip('-')}-{number}"
    return found


def _stem(words: str) -> str:
    filling = _FILLING
    if _HAN.search(words):
        words, filling = " ".join(importlib.import_module("pypinyin").lazy_pinyin(_HAN.findall(words))), set()
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c)).lower()
    parts = re.findall(r"[a-z0-9]+", plain)
    stem = ""
    for part in [part for part in parts if part not in filling][:_WORDS] or parts[:_WORDS]:
        if len(stem) + 1 + len(part) < _MOST:
            stem = f"{stem}-{part}".strip("-")
    stem = stem or "step"
    return stem if stem[0].isalpha() and stem not in _NO_NAMES else f"n-{stem}"
