"""Chinese typed with a wrong character of the same sound: 抢结 is read as 抢劫, 台疯 as 台风.

A pair of neighbours that no phrase of an index has is read as one that matters, sounds alike and has one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from playbooks.finding.sounds import spellings


class Homophones:
    """Knows the pairs of neighbours in an index, and those `that_matter`, the commonest first."""

    def __init__(self, pairs: Iterable[str], that_matter: Iterable[str]) -> None:
        self._pairs, self._that_matter = frozenset(pairs), tuple(that_matter)
        self._closest = lru_cache(maxsize=4096)(self._search)

    def read(self, run: str) -> str:
        """Some Chinese with every pair that nobody indexed as the one that was meant, if there is any."""
        read = run
        for at in range(len(run) - 1):
            read = read[:at] + self._closest(read[at : at + 2]) + read[at + 2 :]
        return read

    def _search(self, pair: str) -> str:
        if pair in self._pairs:
            return pair
        alike = (other for spelled in spellings(pair) for other in self._spoken.get(spelled, ()))
        return next((other for other in alike if (other[0] == pair[0]) != (other[1] == pair[1])), pair)

    @cached_property
    def _spoken(self) -> Mapping[str, Sequence[str]]:
        """Letters to the pairs that matter and are spelled so."""
        spoken: dict[str, list[str]] = {}
        for pair in self._that_matter:
            for letters in spellings(pair):
                spoken.setdefault(letters, []).append(pair)
        return spoken
