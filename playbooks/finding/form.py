"""How a text is put, whatever it says: how long it is, and whether it asks.  Small talk is shorter and asks more.

Pieces of a text like its words: `#2` is its length, `#?` a question.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.finding.pieces import runs

_LENGTHS = (1, 2, 3.5, 5.5, 8.5, 13)  # words
_CHARACTERS = 1.6  # of Chinese to a word
_ASKING = "?吗咩"


def form(folded: str) -> Iterator[str]:
    """The pieces that say how a folded text is put."""
    words = sum(1 if run.isascii() else len(run) / _CHARACTERS for run in runs(folded))
    yield f"#{sum(words > length for length in _LENGTHS)}"
    if any(mark in folded for mark in _ASKING):
        yield "#?"
