"""What people write when something happens, in all languages (`situations/*.txt`), each with the entry it is about.

Playbooks are found by these beside what they say of themselves, by their ids: what is written for `fire` counts for
whichever `fire` a house has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "situations"
_HEADING = "@ "


@lru_cache(maxsize=1)
def situations() -> tuple[tuple[str, str], ...]:
    """Every phrase with its entry (`fire`, `complaint/fees`)."""
    files = sorted(_FOLDER.glob("*.txt"))
    return tuple(phrase for file in files for phrase in read_phrases(file.read_text(encoding="utf-8")))


def read_phrases(text: str) -> Iterator[tuple[str, str]]:
    """The phrases of a file: `@ entry`, then one on each line; `#` before a remark."""
    entry = ""
    for line in text.splitlines():
        if line.startswith(_HEADING):
            entry = line.removeprefix(_HEADING).strip()
        elif line and not line.startswith("#"):
            yield line, entry
