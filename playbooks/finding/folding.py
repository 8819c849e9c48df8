"""Makes texts that mean the same look the same: width, case, accents and Chinese script."""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def fold(text: str) -> str:
    """`text` in small letters without accents, in simplified characters."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if _CHINESE.search(text):
        text = _simplify()(text)
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _simplify() -> Callable[[str], str]:
    # Imported when the first Chinese text comes: it costs memory that an English-only process can keep.
    convert: Callable[[str], str] = importlib.import_module("opencc").OpenCC("t2s").convert
    return convert
