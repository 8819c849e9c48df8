"""What somebody wrote without what tells people apart: names, numbers, addresses."""

from __future__ import annotations

import re
import unicodedata

from handlers.people import Directory
from playbooks.finding.concepts import concepts
from playbooks.finding.folding import fold
from playbooks.finding.pieces import content, runs

_LONGEST = 80  # characters; a longer text is a story, not a name for something
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|https?://\S+|@\w+")
_WITH_DIGIT = re.compile(r"(?<![^\W\u3400-\u9fff])[^\W\u3400-\u9fff]*\d[^\W\u3400-\u9fff]*")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sr|Sra|Dona|Dom|Mister|Madam)\.?\s+[^\W\d_]+", re.IGNORECASE)
_SURNAME = re.compile(r"[\u4e00-\u9fff]{1,2}(?=先生|小姐|太太|女士|生(?![\u4e00-\u9fff]))")
_CAPITAL = re.compile(r"(?<![.!?。]\s)(?<!^)\b[A-ZÀ-Ý][a-zà-ÿ]+\b")


def impersonal(text: str, directory: Directory) -> str:
    """`text` without addresses, numbers, staff's names and what else looks like a name; empty if little is left."""
    plain = _ADDRESS.sub(" ", unicodedata.normalize("NFKC", text))
    plain = _WITH_DIGIT.sub(" ", _TITLED.sub(" ", plain))
    plain = _CAPITAL.sub(lambda found: found[0] if _is_known(found[0]) else " ", _SURNAME.sub(_kept, plain))
    for person in directory.staff:
        plain = re.sub(rf"(?<!\w){re.escape(person.name)}(?!\w)", " ", plain, flags=re.IGNORECASE)
    plain = " ".join(plain.split()).strip(" ,.;:，。；：!?！？-")
    return plain if 2 <= len(plain) <= _LONGEST and _tells(plain) else ""


def _kept(found: re.Match[str]) -> str:
    """A surname goes; a word such as “an old” in front of a form of address stays."""
    return found[0] if _is_known(found[0]) else ""


def _is_known(word: str) -> bool:
    return any(True for _ in concepts().of(fold(word)))


def _tells(plain: str) -> bool:
    words = content(fold(plain))
    return any(not word.isascii() and len(word) > 1 for word in words) or len(words) > 1 or len(runs(plain)) == 1
