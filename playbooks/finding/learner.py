"""A linear classifier that says how likely each label is for a weighed text (multinomial logistic regression).

Learned by plain gradient steps, one phrase at a time.  There is no regularisation but stopping early: few phrases are
gone through many times, many only a few times, so that learning takes about as long either way.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from playbooks.finding.weighing import Weighed, Weights

_STEPS = 16_000  # gradient steps altogether, at least; measured, see decision 0029
_ROUNDS = (2, 12)  # how often every phrase is gone through, at least and at most
_STRIDE = 11.5  # the length of the first step when all is gone through once; shorter by the root of the rounds
_LAST = 0.1  # the length of the last step beside the first


class Learner:
    """Knows `labels`; `chances` are in their order."""

    def __init__(self, texts: Sequence[Weighed], labels: Sequence[str], width: int) -> None:
        """`labels[n]` is the label of `texts[n]`; `width` is how many pieces there are to be known."""
        self.labels = sorted(set(labels))
        number = {label: n for n, label in enumerate(self.labels)}
        self._weights = np.zeros((width, len(self.labels)), dtype=np.float32)
        self._learn(texts, [number[label] for label in labels])

    def evidence(self, text: Weighed) -> Weights:
        """How much speaks for each label: logarithms of odds, nought when nothing is known of the text."""
        found: Weights = text.weights @ self._weights[text.numbers]
        return found

    def _learn(self, texts: Sequence[Weighed], right: Sequence[int]) -> None:
        rounds = int(np.clip(_STEPS // max(1, len(texts)), *_ROUNDS))
        chance = np.random.default_rng(0)  # only shuffles; the same phrases always make the same learner
        order = np.concatenate([chance.permutation(len(texts)) for _ in range(rounds)])
        first = _STRIDE / rounds**0.5
        strides = np.linspace(first, _LAST * first, len(order), dtype=np.float32)
        for stride, n in zip(strides, order, strict=True):
            self._step(texts[n], right[n], stride)

    def _step(self, text: Weighed, right: int, stride: np.float32) -> None:
        rows = self._weights[text.numbers]
        wrong = chances(text.weights @ rows)
        wrong[right] -= 1
        rows -= np.multiply.outer(text.weights, stride * wrong)
        self._weights[text.numbers] = rows


def chances(evidence: NDArray[np.float32]) -> Weights:
    """Evidence as shares that add up to one."""
    odds: Weights = np.exp(evidence - evidence.max())
    odds /= odds.sum()
    return odds
