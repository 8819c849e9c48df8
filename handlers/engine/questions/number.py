"""A number, typed in any script or tapped."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from handlers.engine.numerals import numbers_in
from handlers.engine.questions.base import Accepted, Asker, Asking, Prompt, Reading, Rejected, Showing, grid, own
from handlers.events import Event, Said
from playbooks.locale_format import number as written
from playbooks.model import NumberQuestion

_LONGEST = 200  # characters in which a number is looked for
_LARGEST = Decimal(10) ** 15


class NumberAsker(Asker[NumberQuestion]):
    def ask(self, asking: Asking[NumberQuestion]) -> Prompt:
        question = asking.question
        offered = list(dict.fromkeys(([question.default] if question.default is not None else []) + question.quick))
        keys = [own(self.show(question, _tidy(n), asking.showing), _spelled(n)) for n in offered]
        return Prompt(rows=grid(keys))

    def read(self, asking: Asking[NumberQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        found = numbers_in(event.text, asking.language == "pt") if len(event.text) <= _LONGEST else []
        if len(set(found)) != 1:
            return Rejected(asking.say("Please send one number, for example {example}.", example=_example(asking)))
        why = _objection(asking, found[0])
        return Rejected(why) if why else Accepted(_plain(found[0]))

    def tapped(self, asking: Asking[NumberQuestion], argument: str) -> Reading | None:
        question = asking.question
        if argument == "default" and question.default is not None:
            return Accepted(_tidy(question.default), "default")
        for offered in [*question.quick, *([] if question.default is None else [question.default])]:
            if _spelled(offered) == argument:
                return Accepted(_tidy(offered), "tapped")
        return None

    def stands(self, asking: Asking[NumberQuestion], value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            return False
        return not _objection(asking, Decimal(str(value)))

    def show(self, question: NumberQuestion, value: Any, showing: Showing) -> str:
        words = str(value) if isinstance(value, int) and abs(value) < 1000 else written(value, showing.language)
        if question.unit is None:
            return words
        unit = question.unit.text(showing.language)
        return words + unit if showing.language.startswith("zh") else f"{words} {unit}"


def _objection(asking: Asking[NumberQuestion], value: Decimal) -> str:
    question, say = asking.question, asking.say
    if question.whole and value != value.to_integral_value():
        return say("Please send a whole number.")
    low, high = question.minimum, question.maximum
    if low is not None and value < Decimal(str(low)):
        return say("That is too small; the least is {n}.", n=_spelled(low))
    if high is not None and value > Decimal(str(high)):
        return say("That is too large; the most is {n}.", n=_spelled(high))
    if abs(value) > _LARGEST:
        return say("That is too large; the most is {n}.", n=f"{_LARGEST:f}")
    return ""


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _tidy(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _spelled(value: float) -> str:
    return str(_tidy(value))


def _example(asking: Asking[NumberQuestion]) -> str:
    question = asking.question
    low = 0 if question.minimum is None else question.minimum
    example = max(low, 3)
    return _spelled(example if question.maximum is None or example <= question.maximum else low)
