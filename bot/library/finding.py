"""The finder in use: it follows what is published, and a turn never waits for it to learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.house import Suggestion
from playbooks.edition import Edition
from playbooks.finder import Finder, Taught


class CurrentFinder:
    """What `House.find` is. Others may ask it while `follow` learns on a thread of its own."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        editions = tuple(editions)
        self._digests = _digests(editions)
        self._finder = Finder(editions)

    def __call__(self, text: str, taught: Taught) -> Sequence[Suggestion]:
        return [Suggestion(found.entry, found.score) for found in self._finder.find(text, taught=taught)]

    def knows(self, editions: Iterable[Edition]) -> bool:
        """Whether it was made of exactly these."""
        return self._digests == _digests(editions)

    def follow(self, editions: Sequence[Edition]) -> None:
        """Finds among `editions` from now on. Takes some two seconds if anybody has looked for anything yet."""
        self._finder = self._finder.renewed(editions)
        self._digests = _digests(editions)


def _digests(editions: Iterable[Edition]) -> frozenset[str]:
    return frozenset(edition.digest for edition in editions)
