"""From what somebody typed to the playbook they need.

    finder = Finder(editions)
    finder.find("old man slipped near gate 12")      # [Found("injury", 0.71), …]; nothing for small talk

Everything a playbook says about itself (title, aliases, examples) and the choices of its first question that offers a
list (entries `complaint/fees`) is compared with the text in all languages at once.  What names an emergency always
offers it, whatever else fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import fuzz

from playbooks.edition import Edition
from playbooks.features import Weights, content, features, normal, runs
from playbooks.folding import fold
from playbooks.model import Choice, ChoiceQuestion, Kind, Playbook

#: Below this a text is taken to be about something else.
ENOUGH = 0.34
#: An emergency that is named is offered with at least this, before anything that is merely likely.
URGENT = 0.9

#: Cries for help. The first is one only when it stands alone: "help me reserve a table" is no emergency.
_HELP = "help"
_CRIES = ("sos", "emergency", "urgent", "mayday", "救命", "紧急", "出事", "socorro", "urgente", "emergencia")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry (`complaint`, or `complaint/fees` for a choice in it) and how well it fits, 0-1."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One text that stands for an entry; `name` when it is a title or alias rather than an example."""

    entry: str
    folded: str
    words: str
    name: bool


class Finder:
    """Ranks the playbooks of `editions`. The index is made when the first text comes."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._playbooks = [edition.playbook for edition in editions]

    def find(self, text: str, limit: int = 3) -> list[Found]:
        """The entries that fit `text`, best first; empty when nothing does."""
        folded = fold(text[:500])
        if not runs(folded):
            return []
        scores = self._index.scores(folded)
        for entry in self._urgent(folded):
            scores[entry] = max(URGENT, scores.get(entry, 0.0))
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        return [Found(entry, round(score, 3)) for entry, score in _spread(ranked) if score >= ENOUGH][:limit]

    @cached_property
    def _index(self) -> _Index:
        return _Index([phrase for playbook in self._playbooks for phrase in _phrases(playbook)])

    def _urgent(self, folded: str) -> Iterator[str]:
        cried = content(folded) == [_HELP] or any(_names(folded, cry) for cry in _CRIES)
        for playbook in self._playbooks:
            if playbook.kind is Kind.EMERGENCY and (cried or playbook.id in self._index.named(folded)):
                yield playbook.id


class _Index:
    """Phrases by their pieces, each piece weighing as much as it is rare."""

    def __init__(self, phrases: list[_Phrase]) -> None:
        self.phrases = phrases
        counts = [features(phrase.folded) for phrase in phrases]
        spread = Counter(piece for count in counts for piece in count)
        self._rarity = {piece: log(1 + len(phrases) / number) for piece, number in spread.items()}
        self._unknown = log(1 + len(phrases))
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for piece, weight in normal(self._weigh(count)).items():
                self._postings[piece].append((number, weight))

    def scores(self, folded: str) -> dict[str, float]:
        """Every entry that has anything in common with the text, and how well its best phrase fits."""
        near = self._cosines(folded)
        words = " ".join(content(folded))
        best: dict[str, float] = {}
        for number, cosine in near.items():
            phrase = self.phrases[number]
            score = self._score(phrase, folded, words, cosine)
            best[phrase.entry] = max(score, best.get(phrase.entry, 0.0))
        return best

    def named(self, folded: str) -> set[str]:
        """The entries one of whose names stands in the text."""
        return {phrase.entry for phrase in self.phrases if phrase.name and _names(folded, phrase.folded)}

    def _score(self, phrase: _Phrase, folded: str, words: str, cosine: float) -> float:
        likeness = 0.7 * cosine + 0.3 * fuzz.token_set_ratio(words, phrase.words) / 100 * min(1.0, cosine * 4)
        if not phrase.name or not _names(folded, phrase.folded):
            return likeness
        share = len(phrase.folded) / max(len(phrase.folded), len(folded))
        return max(likeness, 0.55 + 0.45 * share)

    def _cosines(self, folded: str) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for piece, weight in normal(self._weigh(features(folded))).items():
            for number, other in self._postings.get(piece, ()):
                found[number] += weight * other
        return found

    def _weigh(self, count: Counter[str]) -> Weights:
        """Whole words count twice as much as their letters, pairs of characters twice as much as one."""
        return {piece: _strength(piece) * self._rarity.get(piece, self._unknown) for piece in count}


def _strength(piece: str) -> float:
    if piece[0].isascii() and piece[0] != " ":
        return 1.0 if len(piece) > 3 else 0.5
    return 0.5 if len(piece) == 1 or piece[0] == " " else 1.0


def _names(folded: str, name: str) -> bool:
    """Whether `name` stands in the text: as whole words, or for Chinese anywhere."""
    if not name.isascii():
        return len(name) > 1 and name in folded
    return f" {' '.join(runs(name))} " in f" {' '.join(runs(folded))} " if name else False


def _spread(ranked: list[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """The ranking with at most two entries of one playbook, so that others can be seen."""
    seen: Counter[str] = Counter()
    for entry, score in ranked:
        playbook = entry.partition("/")[0]
        seen[playbook] += 1
        if seen[playbook] <= 2:
            yield entry, score


def _phrases(playbook: Playbook) -> Iterator[_Phrase]:
    for title in playbook.title.root.values():
        yield _phrase(playbook.id, title, name=True)
    for aliases in playbook.aliases.values():
        yield from (_phrase(playbook.id, alias, name=True) for alias in aliases)
    for examples in playbook.examples.values():
        yield from (_phrase(playbook.id, example, name=False) for example in examples)
    for choice in _first_choices(playbook):
        for text in (*choice.label.root.values(), *choice.aliases):
            yield _phrase(f"{playbook.id}/{choice.id}", text, name=True)


def _phrase(entry: str, text: str, name: bool) -> _Phrase:
    folded = fold(text)
    return _Phrase(entry, folded, " ".join(content(folded)), name)


def _first_choices(playbook: Playbook) -> list[Choice]:
    """The kinds of matter a playbook tells apart: the choices of its first question that always comes up."""
    for question in playbook.questions:
        if isinstance(question, ChoiceQuestion) and question.when is None:
            return question.choices
    return []
