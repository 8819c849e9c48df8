"""What each piece of a text tells: the rarer among the indexed phrases, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text as a point on the unit sphere: the numbers of its known pieces and their weights.

    What is unknown has taken its share of the length: of a text that is half unknown, `known` says one half.
    """

    numbers: Numbers
    weights: Weights
    known: float


class Scales:
    """Weighs texts by how rare their pieces are among `counted`, the pieces of every indexed phrase.

    `strength` is a factor for each kind of piece.
    """

    def __init__(self, counted: Sequence[Counter[str]], strength: Callable[[str], float] = lambda _: 1.0) -> None:
        spread = Counter(piece for count in counted for piece in count)
        self._size = len(counted)
        self._numbers = {piece: number for number, piece in enumerate(spread)}
        self._rarity = np.array([strength(piece) * self._rare(seen) for piece, seen in spread.items()], np.float32)
        self._unheard = self._rare(0)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, piece: str) -> bool:
        return piece in self._numbers

    def weigh(self, count: Counter[str]) -> Weighed:
        """The text whose pieces are counted in `count`."""
        known = [(self._numbers[piece], n) for piece, n in count.items() if piece in self._numbers]
        numbers = np.fromiter((number for number, _ in known), np.intp, len(known))
        weights = self._rarity[numbers] * np.fromiter((_times(n) for _, n in known), np.float32, len(known))
        heard = float(weights @ weights)
        whole = heard + self._unheard**2 * (len(count) - len(known))
        if whole:
            weights /= whole**0.5
        return Weighed(numbers, weights, heard / whole if whole else 0.0)

    def _rare(self, seen: int) -> float:
        return log((1 + self._size) / (1 + seen)) + 1


def _times(n: int) -> float:
    """What is said twice counts more than once, but not twice as much."""
    return 1 + log(n) if n > 1 else 1.0
