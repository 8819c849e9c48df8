"""What tells who somebody is, taken out of a text: for readers who may see a case and not whom it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

HIDDEN = "•••"
#: From the beginning of a word on: Chinese has no spaces, and each character of a page would be tried as one.
_ADDRESS = re.compile(r"(?<![^\s@<>,;])[^\s@<>,;]+@[^\s@<>,;]+\.\w+")
#: Six digits or more with what people put between them: phones, accounts, identity cards. No dates, no times.
_NUMBER = re.compile(r"(?<![\w.:-])[A-Z]?\+?\(?\d(?:[\s().\-/]{0,2}\d){5,}\)?(?![\w:])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}")
_CASE = re.compile(r"\bD?[CIE]-\d{4}-\d{6}\b")


def masked(text: str, names: Collection[str] = ()) -> str:
    """`text` without addresses, long numbers and these `names`; case numbers and dates stay."""
    kept = [found.span() for pattern in (_CASE, _DATE) for found in pattern.finditer(text)]

    def hide(found: re.Match[str]) -> str:
        return found[0] if any(start < found.end() and found.start() < end for start, end in kept) else HIDDEN

    plain = _NUMBER.sub(hide, text)
    plain = _ADDRESS.sub(HIDDEN, plain)
    for name in sorted(names, key=len, reverse=True):
        plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name), HIDDEN, plain)
    return plain


def names_in(answers: Mapping[str, Any]) -> frozenset[str]:
    """What people are called in answers that name somebody (`{"name": …, "phone": …}`), however deep."""
    return frozenset(name for name in _names(answers) if len(name) > 1)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("name"), str) and "phone" in value:
            yield unicodedata.normalize("NFC", value["name"]).strip()
        for part in value.values():
            yield from _names(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _names(part)
