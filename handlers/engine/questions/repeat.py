"""A repeated group. How its rounds are asked is `handlers.engine.places.rounds`; here is how they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.engine.questions.base import Asker, Asking, Showing, named_if_bare, shortened
from playbooks.locale_format import series, sign
from playbooks.model import RepeatQuestion

_PART = 60  # characters of one answer in a round's line


class RepeatAsker(Asker[RepeatQuestion]):
    def __init__(self, askers: Mapping[str, Asker[Any]]) -> None:
        self._askers = askers

    def stands(self, asking: Asking[RepeatQuestion], value: Any) -> bool:
        return isinstance(value, list)

    def show(self, question: RepeatQuestion, value: Any, showing: Showing) -> str:
        if not value:
            return showing.say("None")
        rounds = (f"{number}. {self._round(question, this, showing)}" for number, this in enumerate(value, 1))
        return sign("; ", showing.language).join(rounds)

    def _round(self, question: RepeatQuestion, this: Mapping[str, Any], showing: Showing) -> str:
        shown = [
            shortened(
                named_if_bare(inner, self._askers[inner.type].show(inner, this[inner.id], showing), showing.language),
                _PART,
            )
            for inner in question.questions
            if this.get(inner.id) is not None
        ]
        return series(shown, showing.language) or "–"
