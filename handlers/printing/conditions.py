"""Conditions in a few words (`Q2 Responds: No`), and which answers they turn on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import product

from handlers.printing.names import Names
from playbooks.conditions import holds, leaves
from playbooks.locale_format import duration, either, labelled, listed, number
from playbooks.model import Compare, Condition, LevelIs, StepOutcome
from playbooks.model.conditions import All, AnyOf, Not

_MOST_OTHERS = 8  # parts of a condition that are tried both ways

Leaf = Compare | StepOutcome | LevelIs
#: Whether a part holds with a value; None for a part that is about something else.
Holds = Callable[[Leaf, str], bool | None]


def condition_words(condition: Condition, names: Names) -> str:
    """When something is asked or done."""
    say = names.say
    if isinstance(condition, Not):
        return _not(condition, names)
    if isinstance(condition, All):
        return listed([_inner(part, names) for part in condition.all], say.language)
    if isinstance(condition, AnyOf):
        return either([_inner(part, names) for part in condition.any], say.language)
    if isinstance(condition, StepOutcome):
        step = names.steps.get(condition.step, condition.step)
        return labelled(step, names.outcome(condition.step, condition.outcome), say.language)
    if isinstance(condition, LevelIs):
        words = names.level(condition.named)
        # TRANSLATORS: {what} is “Level: Orange”: that one or a higher one.
        return words if condition.level is not None else say("{what} or above", what=words)
    return labelled(names.question(condition.question), _compared(condition, names), say.language)


def _inner(condition: Condition, names: Names) -> str:
    """In brackets where it has an “and” or “or” of its own."""
    words = condition_words(condition, names)
    return f"({words})" if isinstance(condition, All | AnyOf) else words


def _not(condition: Not, names: Names) -> str:
    inner, say = condition.not_, names.say
    if isinstance(inner, Compare) and (inner.equals is not None or inner.in_ is not None):
        # TRANSLATORS: Of an answer, as in “Responds: not Yes”.
        return labelled(names.question(inner.question), say("not {what}", what=_compared(inner, names)), say.language)
    # TRANSLATORS: {what} is a condition, such as “Level: Orange”.
    return say("not ({what})", what=condition_words(inner, names))


def _compared(condition: Compare, names: Names) -> str:
    say = names.say
    question = names.playbook.question_by_id.get(condition.question)
    if condition.answered is not None:
        # TRANSLATORS: Of a question, as in “Phone: answered”.
        return say("answered") if condition.answered else say("not answered")
    if condition.equals is not None or condition.in_ is not None:
        values = condition.in_ if condition.in_ is not None else [condition.equals]
        return either([names.value(question, value) for value in values], say.language)
    return _bound(condition, names)


def _bound(condition: Compare, names: Names) -> str:
    say, question = names.say, names.playbook.question_by_id.get(condition.question)

    def amount(bound: float) -> str:
        """A number; of a moment so many minutes ago."""
        is_moment = question is not None and question.type == "datetime"
        return duration(timedelta(minutes=bound), say.language) if is_moment else number(bound, say.language)

    # TRANSLATORS: Of a number, as in “How many: at least 3”.
    if condition.more_than is not None:
        return say("more than {n}", n=amount(condition.more_than))
    if condition.at_least is not None:
        return say("at least {n}", n=amount(condition.at_least))
    if condition.less_than is not None:
        return say("less than {n}", n=amount(condition.less_than))
    return say("at most {n}", n=amount(condition.at_most or 0))


# which answers matter


def turned_on_by(condition: Condition | None, values: Sequence[str], with_: Holds) -> list[str]:
    """Those of the `values` with which the condition can hold where with another of them it would not.

    Parts that `with_` says nothing about are tried both ways.
    """
    if condition is None or not values:
        return []
    parts = leaves(condition)
    others = [index for index, leaf in enumerate(parts) if with_(leaf, values[0]) is None]
    if len(others) == len(parts) or len(others) > _MOST_OTHERS:
        return []
    found: set[str] = set()
    for tried in product((True, False), repeat=len(others)):
        fixed = dict(zip(others, tried, strict=True))
        held = {value for value in values if _stands(condition, _parts(parts, fixed, value, with_))}
        found |= held if len(held) < len(values) else set()
    return [value for value in values if value in found]


def _parts(parts: Sequence[Leaf], fixed: dict[int, bool], value: str, with_: Holds) -> Iterator[bool]:
    """Whether each part holds, in their order."""
    return (fixed[index] if index in fixed else bool(with_(leaf, value)) for index, leaf in enumerate(parts))


def _stands(condition: Condition, parts: Iterator[bool]) -> bool:
    """Whether a condition holds whose parts, in their order, hold as `parts` says. Each is looked at once."""
    if isinstance(condition, Not):
        return not _stands(condition.not_, parts)
    if isinstance(condition, All):
        held = [_stands(part, parts) for part in condition.all]
        return all(held)
    if isinstance(condition, AnyOf):
        held = [_stands(part, parts) for part in condition.any]
        return any(held)
    return next(parts)


def answers_to(question: str) -> Holds:
    """Whether a part holds with this answer to `question`."""

    def leaf_holds(leaf: Leaf, value: str) -> bool | None:
        about_it = isinstance(leaf, Compare) and leaf.question == question
        return holds(leaf, {question: value}) if about_it else None

    return leaf_holds


def ends_of(step: str) -> Holds:
    """Whether a part holds when `step` ended like this."""

    def leaf_holds(leaf: Leaf, value: str) -> bool | None:
        return leaf.outcome == value if isinstance(leaf, StepOutcome) and leaf.step == step else None

    return leaf_holds
