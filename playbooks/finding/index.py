"""Labelled phrases, and what label a new text has.

    index = Index([Example("old man collapsed", "medical"), Example("she waited an hour", "waiting"), …])
    index.rank("waited for two hours")      # [Ranked("waiting", 0.83), Ranked("medical", 0.02), …]

Beside the given labels the index knows everyday talk (`chatter.txt`); what looks like that
leaves little for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from pathlib import Path

import numpy as np

from playbooks.finding.folding import fold
from playbooks.finding.learner import Learner, chances
from playbooks.finding.reading import Reader, says, strength
from playbooks.finding.terms import LONGEST, NOTHING, Example, Ranked
from playbooks.finding.weighing import Weighed, Weights, weigh_phrases

_UNKNOWN = 2.0  # how much a text of nothing but unknown pieces speaks for “nothing”
_TALK = 0.4  # phrases of everyday talk beside each example that leave its evidence as it is
_LEAST_TALK = 1000  # phrases of everyday talk, however few examples there are
_MOST_TALK = 2  # of it to an example
_CHATTER = Path(__file__).parent / "chatter.txt"


class Index:
    """Built at once and never changed; `rank` may be called from several threads."""

    def __init__(self, examples: Iterable[Example], with_chatter: bool = True) -> None:
        given = list(examples)
        talk = [Example(text, NOTHING) for text in _some(chatter(), beside=len(given))] if with_chatter else []
        given += talk
        folded = [fold(example.text[:LONGEST]) for example in given]
        self._reader = Reader(folded)
        self._scales, weighed = weigh_phrases((self._reader.count(text) for text in folded), strength)
        self._too_much_talk = _more_talk(len(talk), len(given) - len(talk))
        self._learner = Learner(weighed, [example.label for example in given], len(self._scales))

    def rank(self, text: str) -> list[Ranked]:
        """Every label with its chance, likeliest first; none for a text without any known word."""
        count = self._reader.count(self._reader.understand(text))
        if not any(says(piece) and piece in self._scales for piece in count):
            return []
        weighed = self._scales.weigh(count)
        shares = chances(self._evidence(weighed))
        ranked = (
            Ranked(label, float(share))
            for label, share in zip(self._learner.labels, shares, strict=True)
            if label != NOTHING
        )
        return sorted(ranked, key=lambda each: -each.chance)

    def _evidence(self, weighed: Weighed) -> Weights:
        """What speaks for each label; what is unknown of a text speaks for none of them.

        Nor do thousands of everyday phrases speak against a house that has few examples: that there are more of them
        is no reason to expect them.  Where nothing speaks for any label, they are right all the same.
        """
        evidence = self._learner.evidence(weighed)
        if NOTHING in self._learner.labels:
            nothing = self._learner.labels.index(NOTHING)
            something = max(0.0, float(np.delete(evidence, nothing).max(initial=0)))
            evidence[nothing] += _UNKNOWN * (1 - weighed.known) - min(something, self._too_much_talk)
        return evidence


def _some(phrases: Sequence[str], beside: int) -> Sequence[str]:
    """As much talk as so many examples need beside them, taken evenly: with more, each is gone through less often."""
    return phrases[:: max(1, len(phrases) // max(_LEAST_TALK, _MOST_TALK * beside))]


def _more_talk(talk: int, examples: int) -> float:
    """What the evidence for “nothing” is lowered by where there is more talk than usual, in logarithms.

    Measured on six playbooks with seventy and with twenty-five examples, and on BANKING77 with ten (decision 0029).
    """
    return log(max(1.0, talk / (_TALK * max(1, examples))))


@lru_cache(maxsize=1)
def chatter() -> Sequence[str]:
    """The phrases of everyday talk."""
    lines = _CHATTER.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
