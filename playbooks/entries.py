"""What can be found, and how likely each is meant: playbooks, and the categories of a complaint (`complaint/fees`).

A playbook is learned from everything it says about itself, in all languages at once: title, aliases, examples, and
the choices of its first list; and from what people write in such a situation (`playbooks.finding.situations`).  What
a complaint is about is learned apart, from its categories alone, so that the words of complaining do not count for
any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from playbooks.finding.index import Index
from playbooks.finding.situations import situations
from playbooks.finding.terms import NOTHING, Example, Ranked
from playbooks.model import Choice, ChoiceQuestion, Kind, Playbook

_UNLIKELY = 0.01  # a complaint this unlikely is not looked at any closer
_ABOUT_SOMETHING = 0.1  # where its categories have less of a complaint, it says only that somebody complains


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entries, likeliest first, and the chance that any of them is meant: that the text is no everyday talk."""

    entries: list[Ranked]
    any: float


class Entries:
    """Learned at once and never changed."""

    def __init__(self, playbooks: Iterable[Playbook], taught: Sequence[tuple[str, str]] = ()) -> None:
        """`taught` are phrases beside those of the playbooks, each with its entry."""
        known, taught = list(playbooks), (*situations(), *taught)
        ids = {playbook.id for playbook in known}
        more = [Example(text, entry.partition("/")[0]) for text, entry in taught if entry.partition("/")[0] in ids]
        self._playbooks = Index([*(example for playbook in known for example in _of_playbook(playbook)), *more])
        self._categories = {
            playbook.id: Index([*_of_categories(playbook), *_taught_of(playbook, taught)], with_chatter=False)
            for playbook in known
            if playbook.kind is Kind.COMPLAINT and _choices(playbook)
        }

    def rank(self, text: str) -> Ranking:
        """Every entry with its chance."""
        likely = self._playbooks.rank(text)
        entries = [entry for each in likely for entry in self._apart(each, text)]
        return Ranking(sorted(entries, key=lambda each: -each.chance), sum(each.chance for each in likely))

    def _apart(self, found: Ranked, text: str) -> Iterator[Ranked]:
        """A playbook as it is, or a complaint as its categories: the bare complaint is for one about nothing."""
        if found.label not in self._categories or found.chance <= _UNLIKELY:
            yield found
            return
        ranked = self._categories[found.label].rank(text)
        named = sum(each.chance for each in ranked)
        share = found.chance / named if named >= _ABOUT_SOMETHING else found.chance
        yield from (Ranked(f"{found.label}/{each.label}", share * each.chance) for each in ranked)
        yield Ranked(found.label, max(0.0, found.chance - share * named))


def _of_playbook(playbook: Playbook) -> Iterator[Example]:
    """Every text that stands for the playbook."""
    for texts in (_called(playbook), *playbook.examples.values()):
        yield from (Example(text, playbook.id) for text in texts)
    for choice in _choices(playbook):
        yield from (Example(text, playbook.id) for text in _texts(choice))


def _of_categories(playbook: Playbook) -> Iterator[Example]:
    """Every text that stands for a category; what a complaint is called in general stands for none."""
    yield from (Example(text, NOTHING) for text in _called(playbook))
    for choice in _choices(playbook):
        yield from (Example(text, choice.id) for text in _texts(choice))


def _taught_of(playbook: Playbook, taught: Sequence[tuple[str, str]]) -> Iterator[Example]:
    """The taught phrases of a playbook's categories."""
    categories = {choice.id for choice in _choices(playbook)}
    for text, entry in taught:
        playbook_id, _, category = entry.partition("/")
        if playbook_id == playbook.id and category in categories:
            yield Example(text, category)


def _called(playbook: Playbook) -> list[str]:
    return [*playbook.title.root.values(), *(alias for several in playbook.aliases.values() for alias in several)]


def _texts(choice: Choice) -> list[str]:
    return [*choice.label.root.values(), *choice.aliases, *choice.examples]


def _choices(playbook: Playbook) -> list[Choice]:
    """The kinds of matter a playbook tells apart: the choices of its first question that always comes up."""
    for question in playbook.questions:
        if isinstance(question, ChoiceQuestion) and question.when is None:
            return question.choices
    return []
