"""Labelled phrases, and what label a new text has.

    index = Index([Example("old man collapsed", "medical"), Example("she waited an hour", "waiting"), …])
    index.rank("waited for two hours")      # [Ranked("waiting", 0.83), Ranked("medical", 0.02), …]

Beside the given labels the index knows everyday talk (`chatter.txt`); what looks like that
leaves little for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from playbooks.finding.folding import fold
from playbooks.finding.learner import Learner, chances
from playbooks.finding.pieces import pieces, runs
from playbooks.finding.terms import LONGEST, NOTHING, Example, Ranked
from playbooks.finding.typos import Spelling
from playbooks.finding.weighing import Scales, count

_CHATTER = Path(__file__).parent / "chatter.txt"


class Index:
    """Built at once and never changed; `rank` may be called from several threads."""

    def __init__(self, examples: Iterable[Example]) -> None:
        given = [*examples, *(Example(text, NOTHING) for text in chatter())]
        folded = [fold(example.text[:LONGEST]) for example in given]
        counted = [count(pieces(text)) for text in folded]
        self._spelling = Spelling(run for text in folded for run in runs(text))
        self._scales = Scales(counted)
        weighed = [self._scales.weigh(each) for each in counted]
        self._learner = Learner(weighed, [example.label for example in given], len(self._scales))

    def rank(self, text: str) -> list[Ranked]:
        """Every label with its chance, likeliest first; none for a text without any known word."""
        weighed = self._scales.weigh(count(pieces(self._read(text))))
        if not weighed.known:
            return []
        shares = chances(self._learner.evidence(weighed))
        ranked = (
            Ranked(label, float(share))
            for label, share in zip(self._learner.labels, shares, strict=True)
            if label != NOTHING
        )
        return sorted(ranked, key=lambda each: -each.chance)

    def _read(self, text: str) -> str:
        return " ".join(self._spelling.read(run) for run in runs(fold(text[:LONGEST])))


@lru_cache(maxsize=1)
def chatter() -> Sequence[str]:
    """The phrases of everyday talk."""
    lines = _CHATTER.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
