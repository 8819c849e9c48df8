"""The choice that a text names: “collapsed”, 暈低."""

from __future__ import annotations

from handlers.engine.matching import all_texts
from playbooks.finding.folding import fold
from playbooks.finding.pieces import content, runs, stem
from playbooks.model import Choice, ChoiceQuestion

#: What says that there is nothing, or that nobody knows: too easily part of a sentence about something else.
_NOTHING = frozenset({"none", "no", "nothing", "unknown", "not-sure", "unsure", "other", "nobody"})
_TELLING = 4  # letters that a single Latin word must have to name a choice


def chosen(text: str, question: ChoiceQuestion) -> str | None:
    """The id of the only choice one of whose names stands in `text`; None if it is none or several."""
    words = _words(text)
    named = {choice.id for choice in question.choices if any(_stands(name, words) for name in _names(choice))}
    named -= _NOTHING
    return named.pop() if len(named) == 1 else None


def _names(choice: Choice) -> list[str]:
    return [*all_texts(choice.label), *choice.aliases]


def _words(text: str) -> str:
    """`text` so that a name stands in it as whole words, or in Chinese anywhere."""
    spaced = (stem(run) if run.isascii() else run for run in runs(fold(text)))
    return f" {' '.join(spaced)} "


def _stands(name: str, words: str) -> bool:
    wanted = _words(name).strip()
    if len(wanted) < (_TELLING if wanted.isascii() else 2) or not content(fold(name)):
        return False
    return (f" {wanted} " if wanted.isascii() else wanted) in words
