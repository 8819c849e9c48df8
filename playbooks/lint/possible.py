"""Whether a condition can hold at all: it is written out as alternatives, and each is searched for contradictions.

Every alternative is a list of comparisons that must all hold (or not hold).  A comparison with an answer needs the
question to have been asked, so that question's own `when` is added.  When the alternatives grow past MAX the
condition is taken to be possible: advice may be missing, but is never wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import inf
from typing import Any

from playbooks.lint.answers import bounds_of, words_of
from playbooks.lint.wrong_operators import wanted
from playbooks.model import Compare, Condition, LevelIs, StepOutcome
from playbooks.model.conditions import All, AnyOf, Not

MAX = 300

#: A comparison, and whether it is to hold or not.
Claim = tuple[Compare | StepOutcome | LevelIs, bool]
Alternative = tuple[Claim, ...]


class _TooMany(Exception):
    pass


def possible(condition: Condition, questions: Mapping[str, Any]) -> bool:
    """Whether answers exist for which `condition` holds; `questions` by id, of which others are not judged."""
    try:
        return any(_consistent(alternative, questions) for alternative in _followed(condition, questions))
    except _TooMany:
        return True


def _followed(condition: Condition, questions: Mapping[str, Any]) -> list[Alternative]:
    """The alternatives, with what must have held for the questions in them to be asked."""
    found: list[Alternative] = []
    open_ = [(alternative, frozenset[str]()) for alternative in _alternatives(condition, True)]
    while open_:
        alternative, followed = open_.pop()
        name = next((name for name in _answered(alternative) if name not in followed and name in questions), None)
        if name is None:
            found.append(alternative)
        elif (when := questions[name].when) is None:
            open_.append((alternative, followed | {name}))
        else:
            open_ += [((*alternative, *more), followed | {name}) for more in _alternatives(when, True)]
        if len(open_) + len(found) > MAX:
            raise _TooMany
    return found


def _alternatives(condition: Condition, holds: bool) -> list[Alternative]:
    if isinstance(condition, Not):
        return _alternatives(condition.not_, not holds)
    if isinstance(condition, Compare | StepOutcome | LevelIs):
        return [((condition, holds),)]
    parts = condition.all if isinstance(condition, All) else condition.any
    each = [_alternatives(part, holds) for part in parts]
    if isinstance(condition, AnyOf) is holds:
        return [alternative for alternatives in each for alternative in alternatives]
    size = 1
    for alternatives in each:
        size *= len(alternatives)
    if size > MAX:
        raise _TooMany
    return [tuple(claim for alternative in chosen for claim in alternative) for chosen in product(*each)]


def _answered(alternative: Alternative) -> list[str]:
    """The questions that must have been answered."""
    return [part.question for part, holds in alternative if isinstance(part, Compare) and _needs_answer(part, holds)]


def _needs_answer(part: Compare, holds: bool) -> bool:
    return holds if part.answered is None else part.answered is holds


def _consistent(alternative: Alternative, questions: Mapping[str, Any]) -> bool:
    by_question: dict[str, list[tuple[Compare, bool]]] = {}
    outcomes: dict[str, str] = {}
    for part, holds in alternative:
        if isinstance(part, Compare):
            by_question.setdefault(part.question, []).append((part, holds))
        elif isinstance(part, LevelIs):
            continue
        elif holds and outcomes.setdefault(part.step, part.outcome) != part.outcome:
            return False
    return all(_answerable(claims, questions.get(name)) for name, claims in by_question.items())


def _answerable(claims: list[tuple[Compare, bool]], question: Any) -> bool:
    answered = any(_needs_answer(part, holds) for part, holds in claims)
    if answered and any(part.answered is not None and part.answered is not holds for part, holds in claims):
        return False
    if not answered or question is None:
        return True
    return _word_left(claims, question) and _number_left(claims, question)


def _word_left(claims: list[tuple[Compare, bool]], question: Any) -> bool:
    barred = {value for part, holds in claims if not holds for value in wanted(part)}
    sets = [set(wanted(part)) for part, holds in claims if holds and wanted(part)]
    words = words_of(question)
    if question.type == "choices":
        return all((one & set(words or ())) - barred for one in sets)
    if words is not None:
        sets.append(set(words))
    return not sets or bool(set.intersection(*sets) - barred)


def _number_left(claims: list[tuple[Compare, bool]], question: Any) -> bool:
    low, high = bounds_of(question)
    open_low = open_high = False
    for part, holds in claims:
        least, most, strict = _range(part, holds)
        if least > low or (least == low and strict and least > -inf):
            low, open_low = least, strict
        if most < high or (most == high and strict and most < inf):
            high, open_high = most, strict
    return low < high or (low == high and not (open_low or open_high))


def _range(part: Compare, holds: bool) -> tuple[float, float, bool]:
    """Least, most, and whether the bound itself is left out."""
    if part.more_than is not None:
        return (part.more_than, inf, True) if holds else (-inf, part.more_than, False)
    if part.at_least is not None:
        return (part.at_least, inf, False) if holds else (-inf, part.at_least, True)
    if part.less_than is not None:
        return (-inf, part.less_than, True) if holds else (part.less_than, inf, False)
    if part.at_most is not None:
        return (-inf, part.at_most, False) if holds else (part.at_most, inf, True)
    return -inf, inf, False
