"""How Chinese characters sound, in letters without tones: 行 is “xing”, and also “hang”."""

from __future__ import annotations

import importlib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, product

_MOST = 4  # ways in which a word may be spelled


def spellings(word: str) -> Iterator[str]:
    """How a word may be spelled, as far as its characters have several sounds; the commonest first."""
    yield from ("".join(sounds) for sounds in islice(product(*map(_sounds, word)), _MOST))


@lru_cache(maxsize=8192)
def _sounds(character: str) -> tuple[str, ...]:
    """The sounds of a character; the character itself where none is known."""
    return tuple(dict.fromkeys(map(_plain, _readings().get(ord(character), character).split(","))))


def _plain(sound: str) -> str:
    letters = unicodedata.normalize("NFD", sound)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("v", "u")


@lru_cache(maxsize=1)
def _readings() -> Mapping[int, str]:
    # Imported when it is needed. pypinyin's table of whole phrases takes 45 MB that we do without.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    readings: Mapping[int, str] = importlib.import_module("pypinyin.constants").PINYIN_DICT
    return readings
