"""From what somebody typed to the playbook they need.

    finder = Finder(editions)
    finder.find("old man slipped near gate 12")      # [Found("injury", 0.97)]; nothing for small talk

What it learns from is in `playbooks.entries`.  What names an emergency offers it, whatever fits better, unless all
else that is said speaks of something else: "fire" and "fire near the lift", but not "the fire sale begins on monday".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from playbooks.edition import Edition
from playbooks.finding.folding import fold
from playbooks.finding.pieces import content, runs
from playbooks.finding.terms import ENOUGH, LONGEST
from playbooks.model import Kind, Playbook

if TYPE_CHECKING:
    from playbooks.entries import Entries, Ranking

#: An emergency that is likeliest is offered from here on: asking about one too many is better than one too few.
ENOUGH_FOR_ALARM = 0.5

#: Below this chance that anything is meant at all, a longer text names an emergency in another sense (“fire sale”).
#: Of reports that name one, none of two hundred came below 0.5.
TALK = 0.01
_BRIEF = 2  # words; whoever writes so few is taken at their word

#: Cries for help. The first is one only when it stands alone: "help me reserve a table" is no emergency.
_HELP = "help"
_CRIES = (
    " sos ",
    " emergency ",
    " urgent ",
    " mayday ",
    "救命",
    "紧急",
    "出事",
    " socorro ",
    " urgente ",
    " emergencia ",
)

#: Phrases, each with the entry that it is to find.
Taught = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry (`injury`, or `complaint/fees` for a complaint's category) and its chance of being meant, 0-1."""

    entry: str
    score: float


class Finder:
    """Ranks the playbooks of `editions`. What it needs for that is learned when the first text comes."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._playbooks = [edition.playbook for edition in editions]
        self._names = {playbook.id: _names(playbook) for playbook in self._playbooks}
        self._learning = Lock()
        self._learned: tuple[Taught, Entries] | None = None

    def renewed(self, editions: Iterable[Edition]) -> Finder:
        """A finder of `editions` that has learned them already, if this one has learned its own."""
        new, learned = Finder(editions), self._learned
        if learned is not None and new._playbooks:
            new._entries(learned[0])
        return new

    def find(self, text: str, limit: int = 3, taught: Taught = ()) -> list[Found]:
        """The entries that fit `text`, best first; empty when nothing does.

        `taught` are phrases beside those of the playbooks, each with its entry; they are learned when they are new.
        """
        folded = fold(text[:LONGEST])
        if not self._playbooks or not runs(folded):
            return []
        ranking = self._entries(tuple(taught)).rank(text)
        found = [Found(each.label, round(each.chance, 3)) for each in ranking.entries]
        urgent = self._urgent(folded) if ranking.any >= TALK or _is_brief(folded) else frozenset()
        return _shown(found, self._fits(ranking), urgent, limit)

    def _entries(self, taught: Taught = ()) -> Entries:
        with self._learning:
            if self._learned is None or self._learned[0] != taught:
                # Imported for the first text only: it brings numpy, which nothing else here needs.
                from playbooks.entries import Entries

                self._learned = (taught, Entries(self._playbooks, taught))
            return self._learned[1]

    def _fits(self, ranking: Ranking) -> bool:
        """Whether it is likely enough that anything is meant."""
        first = ranking.entries[0].label if ranking.entries else ""
        return ranking.any >= (ENOUGH_FOR_ALARM if first in self._emergencies() else ENOUGH)

    def _urgent(self, folded: str) -> frozenset[str]:
        """The emergencies that the text names, or all of them if it cries for help."""
        said, emergencies = _spaced(folded), self._emergencies()
        if content(folded) == [_HELP] or any(cry in said for cry in _CRIES):
            return frozenset(emergencies)
        return frozenset(i for i in emergencies if any(name in said for name in self._names[i]))

    def _emergencies(self) -> list[str]:
        return [playbook.id for playbook in self._playbooks if playbook.kind is Kind.EMERGENCY]


def _shown(ranked: list[Found], fits: bool, urgent: frozenset[str], limit: int) -> list[Found]:
    """The first of `ranked` that are worth showing, with room kept for what is urgent."""
    worth = ranked if fits else [found for found in ranked if found.entry in urgent]
    pressing = next((found for found in worth if found.entry in urgent), None)
    if pressing is None or pressing in worth[:limit]:
        return worth[:limit]
    return [*worth[: limit - 1], pressing]


def _is_brief(folded: str) -> bool:
    """Whether a text is hardly more than a cry; two Chinese characters make a word."""
    return sum(1 if word.isascii() else len(word) / 2 for word in content(folded)) <= _BRIEF


def _names(playbook: Playbook) -> frozenset[str]:
    """What a playbook is called, as it stands in a spaced text: Latin words whole, Chinese anywhere."""
    aliases = (alias for several in playbook.aliases.values() for alias in several)
    spaced = (_spaced(fold(text)) for text in (*playbook.title.root.values(), *aliases))
    names = (name if name.isascii() else name.strip() for name in spaced)
    return frozenset(name for name in names if len(name.strip()) > 1)


def _spaced(folded: str) -> str:
    """The words and Chinese runs of a folded text, each between spaces."""
    return f" {' '.join(runs(folded))} "
