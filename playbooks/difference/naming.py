"""Questions, steps, conditions and values by the words that people know them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playbooks.locale_format import duration, either, listed
from playbooks.model import Compare, Condition, LevelIs, Playbook, StepOutcome
from playbooks.model.conditions import All, AnyOf, Not
from playbooks.words import Words

_LONGEST = 70  # characters of a text that is quoted

#: How each type of question is answered.
TYPES: Mapping[str, str] = {
    "text": "a line of text",
    "long_text": "a text",
    "number": "a number",
    "money": "an amount of money",
    "choice": "one choice",
    "choices": "several choices",
    "yes_no": "yes or no",
    "datetime": "a time",
    "place": "a place",
    "evidence": "photos or files",
    "person": "a name and phone number",
    "staff": "a colleague",
    "owner": "a colleague or a group",
    "groups": "groups",
    "day": "a day",
    "repeat": "a group of questions, asked for each one",
}
_ENDS: Mapping[str, str] = {"done": "done", "not_applicable": "not applicable", "cannot": "cannot be done"}
_OPERATORS = (
    ("more_than", "more than"),
    ("at_least", "at least"),
    ("less_than", "less than"),
    ("at_most", "at most"),
)
_TRUTH = {"yes": "Yes", "no": "No", "unknown": "Don't know"}


def quoted(text: str) -> str:
    """A text in quotation marks, cut where it grows too long to be recognised by."""
    line = " ".join(text.split()).rstrip(".。")
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + '…'}”"


def value(given: Any) -> str:
    """A value of a field as one would say it."""
    if given is None or given == [] or given == "":
        return "none"
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, timedelta):
        return duration(given, "en")
    if isinstance(given, list):
        return ", ".join(value(one) for one in given)
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return str(given)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a playbook's parts in `language`."""

    playbook: Playbook
    language: str

    def words(self, words: Words) -> str:
        """A text in quotation marks."""
        return quoted(words.text(self.language))

    def question(self, id_: str) -> str:
        """A question by what it asks."""
        question = self.playbook.question_by_id.get(id_)
        return self.words(question.ask) if question is not None else f"`{id_}`"

    def step(self, id_: str) -> str:
        """A step by what is to be done."""
        step = self.playbook.step_by_id.get(id_)
        return self.words(step.text) if step is not None else f"`{id_}`"

    def named(self, parts: Iterable[Any], id_: str | None) -> str:
        """A role, a track or a level by its name."""
        found = next((part.name for part in parts if part.id == id_), None)
        return self.words(found) if found is not None else "none" if id_ is None else f"`{id_}`"

    def role(self, id_: str | None) -> str:
        return self.named(self.playbook.roles, id_)

    def level(self, id_: str) -> str:
        return self.named(self.playbook.levels, id_)

    def condition(self, condition: Condition) -> str:
        """A condition as a clause: “Anybody hurt?” is “Yes”."""
        if isinstance(condition, Not):
            if isinstance(condition.not_, Compare):
                return self._comparison(condition.not_, "is not")
            return f"it is not so that {self.condition(condition.not_)}"
        if isinstance(condition, All):
            return listed([self._inner(part) for part in condition.all], "en")
        if isinstance(condition, AnyOf):
            return either([self._inner(part) for part in condition.any], "en")
        if isinstance(condition, StepOutcome):
            return f"step {self.step(condition.step)} is {self._end(condition)}"
        if isinstance(condition, LevelIs):
            above = " or above" if condition.level_at_least is not None else ""
            return f"it stands at {self.level(condition.named)}{above}"
        return self._comparison(condition)

    def _inner(self, condition: Condition) -> str:
        """In brackets where the clause has an “and” or “or” of its own."""
        words = self.condition(condition)
        return f"({words})" if isinstance(condition, All | AnyOf) else words

    def _comparison(self, compare: Compare, is_: str = "is") -> str:
        name = self.question(compare.question)
        if compare.answered is not None:
            return f"{name} {'is' if compare.answered is (is_ == 'is') else 'is not'} answered"
        if compare.equals is not None:
            return f"{name} {is_} {self._answer(compare.question, compare.equals)}"
        if compare.in_ is not None:
            return f"{name} {is_} {either([self._answer(compare.question, one) for one in compare.in_], 'en')}"
        operator, bound = next(
            (words, getattr(compare, field)) for field, words in _OPERATORS if getattr(compare, field) is not None
        )
        return f"{name} {is_} {operator} {value(bound)}"

    def _answer(self, question: str, answer: Any) -> str:
        choices = getattr(self.playbook.question_by_id.get(question), "choices", ())
        label = next((self.words(choice.label) for choice in choices if choice.id == answer), None)
        return label or quoted(_TRUTH.get(answer, value(answer)) if isinstance(answer, str) else value(answer))

    def _end(self, outcome: StepOutcome) -> str:
        step = self.playbook.step_by_id.get(outcome.step)
        options = step.decide if step is not None else []
        label = next((self.words(option.label) for option in options if option.id == outcome.outcome), None)
        return label or _ENDS.get(outcome.outcome, f"`{outcome.outcome}`")
