"""What each piece of a text tells: the rarer among the indexed phrases, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]
Counts = NDArray[np.intp]
Strength = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text as a point on the unit sphere: the numbers of its known pieces and their weights.

    What is unknown has taken its share of the length: of a text that is half unknown, `known` says one half.
    """

    numbers: Numbers
    weights: Weights
    known: float


class Scales:
    """Weighs texts by how rare their pieces are among indexed phrases."""

    def __init__(self, pieces: Mapping[str, int], seen: Counts, phrases: int, strength: Strength) -> None:
        """`pieces` are numbered; `seen` says by number in how many of the `phrases` each is."""
        self._numbers = pieces
        strengths = np.fromiter(map(strength, pieces), np.float32, len(pieces))
        self._rarity = strengths * (np.log((1 + phrases) / (1 + seen.astype(np.float32))) + 1)
        self._unheard = log(1 + phrases) + 1

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, piece: str) -> bool:
        return piece in self._numbers

    def weigh(self, count: Counter[str]) -> Weighed:
        """The text whose pieces are counted in `count`."""
        known = [(self._numbers[piece], n) for piece, n in count.items() if piece in self._numbers]
        return self.weigh_numbered(*_arrays(known), unknown=len(count) - len(known))

    def weigh_numbered(self, numbers: Numbers, times: Weights, unknown: int = 0) -> Weighed:
        """The text of these pieces and so many `unknown` ones; `times`: what it counts that each is said so often."""
        weights = self._rarity[numbers] * times
        heard = float(weights @ weights)
        whole = heard + self._unheard**2 * unknown
        if whole:
            weights /= whole**0.5
        return Weighed(numbers, weights, heard / whole if whole else 0.0)


def weigh_phrases(counted: Iterable[Counter[str]], strength: Strength) -> tuple[Scales, list[Weighed]]:
    """Scales for phrases, and the phrases weighed. `strength` is a factor for each kind of piece.

    `counted` is read once, and only numbers of it are kept: they take a tenth of the memory.
    """
    pieces: dict[str, int] = {}
    phrases = [_arrays([(pieces.setdefault(piece, len(pieces)), n) for piece, n in each.items()]) for each in counted]
    seen = np.bincount(np.concatenate([numbers for numbers, _ in phrases]), minlength=len(pieces))
    scales = Scales(pieces, seen, len(phrases), strength)
    return scales, [scales.weigh_numbered(*phrase) for phrase in phrases]


def _arrays(counted: Sequence[tuple[int, int]]) -> tuple[Numbers, Weights]:
    """The numbers of pieces, and what it counts that each is said so often."""
    numbers = np.fromiter((number for number, _ in counted), np.int32, len(counted))
    return numbers, np.fromiter((_times(n) for _, n in counted), np.float32, len(counted))


def _times(n: int) -> float:
    """What is said twice counts more than once, but not twice as much."""
    return 1 + log(n) if n > 1 else 1.0
