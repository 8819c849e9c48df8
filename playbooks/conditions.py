"""Whether a condition holds, given the answers so far; `playbooks.model.conditions` tells what each one means.

Conditions are walked as they are: all 32 of the complaint playbook take about 40 microseconds together, so compiling
them would win nothing that a turn could notice.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from playbooks.model.conditions import All, AnyOf, Compare, Condition, LevelIs, Not, StepOutcome

_NUMERIC: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("more_than", operator.gt),
    ("at_least", operator.ge),
    ("less_than", operator.lt),
    ("at_most", operator.le),
)

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class References(NamedTuple):
    """What a condition looks at, in the order it names them."""

    questions: tuple[str, ...]
    steps: tuple[str, ...]
    levels: tuple[str, ...]


def holds(
    condition: Condition | None,
    answers: Mapping[str, Any],
    outcomes: Mapping[str, str] = _NOTHING,
    questions: Mapping[str, Any] = _NOTHING,
    now: datetime | None = None,
    reached: Sequence[str] = (),
) -> bool:
    """Whether `condition` holds; no condition always does.

    `answers` (question id -> value) has no entry for what was skipped or not asked; inside a repeated group it is the
    round's answers laid over the conversation's.  `outcomes` is step id -> how it ended.  `questions` (id ->
    question) tells date-times from texts; where it is not known, what reads as a date-time is one.  `now` is aware;
    without it no comparison with a date-time holds.  `reached` are the levels up to the one that it stands at, lowest
    first.
    """
    if condition is None:
        return True
    if isinstance(condition, Compare):
        return _compares(condition, answers.get(condition.question), questions, now)
    if isinstance(condition, StepOutcome):
        return outcomes.get(condition.step) == condition.outcome
    if isinstance(condition, LevelIs):
        return condition.named in (reached[-1:] if condition.level_at_least is None else reached)
    if isinstance(condition, Not):
        return not holds(condition.not_, answers, outcomes, questions, now, reached)
    if isinstance(condition, All):
        return all(holds(part, answers, outcomes, questions, now, reached) for part in condition.all)
    return any(holds(part, answers, outcomes, questions, now, reached) for part in condition.any)


def references(condition: Condition | None) -> References:
    """The ids of the questions, steps and levels that `condition` looks at, each once."""
    questions: dict[str, None] = {}
    steps: dict[str, None] = {}
    levels: dict[str, None] = {}
    for part in leaves(condition):
        if isinstance(part, Compare):
            questions[part.question] = None
        elif isinstance(part, StepOutcome):
            steps[part.step] = None
        else:
            levels[part.named] = None
    return References(tuple(questions), tuple(steps), tuple(levels))


def leaves(condition: Condition | None) -> list[Compare | StepOutcome | LevelIs]:
    """Every comparison in `condition`, whatever it is nested in."""
    if isinstance(condition, Not):
        return leaves(condition.not_)
    if isinstance(condition, All):
        return [leaf for part in condition.all for leaf in leaves(part)]
    if isinstance(condition, AnyOf):
        return [leaf for part in condition.any for leaf in leaves(part)]
    return [] if condition is None else [condition]


def _compares(condition: Compare, answer: Any, questions: Mapping[str, Any], now: datetime | None) -> bool:
    if condition.answered is not None:
        return (answer is not None) is condition.answered
    if answer is None:
        return False
    kind = getattr(questions.get(condition.question), "type", None)
    if condition.equals is not None:
        return _matches(_comparable(answer, kind), condition.equals)
    if condition.in_ is not None:
        value = _comparable(answer, kind)
        return any(_matches(value, wanted) for wanted in condition.in_)
    return _in_range(condition, _number(_comparable(answer, kind), kind, now))


def _matches(value: Any, wanted: object) -> bool:
    if isinstance(value, list):
        return wanted in value
    return bool(value == wanted)


def _in_range(condition: Compare, number: float | None) -> bool:
    if number is None:
        return False
    for name, compare in _NUMERIC:
        if (bound := getattr(condition, name)) is not None:
            return compare(number, bound)
    return False


def _comparable(answer: Any, kind: str | None) -> Any:
    """The part of an answer that conditions look at: an amount, a place's id, own words, a name, a count."""
    if isinstance(answer, dict):
        if "amount" in answer:
            return float(answer["amount"])
        named = ("place", "text", "name", "staff", "group")
        return next((answer[name] for name in named if answer.get(name)), None)
    if isinstance(answer, list) and (
        kind in ("repeat", "evidence") or any(isinstance(item, dict) for item in answer)
    ):
        return len(answer)
    return answer


def _number(value: Any, kind: str | None, now: datetime | None) -> float | None:
    """What an answer counts as: its number, how many were chosen, or its minutes before now."""
    if isinstance(value, list):
        return len(value)
    if isinstance(value, str) and kind in ("datetime", None):
        return _minutes_before(value, now)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _minutes_before(moment: str, now: datetime | None) -> float | None:
    if now is None:
        return None
    try:
        return (now - datetime.fromisoformat(moment)).total_seconds() / 60
    except (ValueError, TypeError):  # no date-time, or one without an offset
        return None
