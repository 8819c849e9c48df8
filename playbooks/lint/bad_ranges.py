"""A smallest value is not above the largest, and buttons offer values that are allowed.

Good:
    questions:
      - {id: people, type: number, ask: How many?, minimum: 1, maximum: 9, quick: [1, 2, 3]}
Bad:
    questions:
      - {id: people, type: number, ask: How many?, minimum: 9, maximum: 1}
Bad:
    questions:
      - {id: people, type: number, ask: How many?, minimum: 0.2, maximum: 0.8}
Bad:
    questions:
      - {id: people, type: number, ask: How many?, minimum: 1, quick: [0, 1]}
Bad:
    questions:
      - {id: people, type: number, ask: How many?, quick: [0.5]}
Bad:
    questions:
      - {id: which, type: choices, ask: Which?, minimum: 2, choices: [{id: a, label: A}]}
Bad:
    questions:
      - {id: photo, type: evidence, ask: Photo?, minimum: 5, maximum: 2}
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, isfinite
from typing import Any

from playbooks.lint.answers import bounds_of, range_words
from playbooks.lint.subject import Location, Subject, asked
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for item in asked(subject.playbook):
        low, high = bounds_of(item.question)
        if low > high or _none_is_whole(item.question, low, high):
            wrong = f"`{item.question.id}` allows no answer: the smallest is {low:g}, the largest {high:g}"
            yield subject.error((*item.location, "minimum"), wrong, "lower `minimum` or raise `maximum`")
        elif item.question.type == "number":
            yield from _quick(subject, item.location, item.question)


def _none_is_whole(question: Any, low: float, high: float) -> bool:
    whole = question.type == "number" and question.whole
    return whole and isfinite(low) and isfinite(high) and ceil(low) > floor(high)


def _quick(subject: Subject, location: Location, question: Any) -> Iterator[Problem]:
    for index, value in enumerate(question.quick):
        if (why := out_of_range(question, value)) is not None:
            yield subject.error(
                (*location, "quick", index), f"the button {value:g} {why}", "offer allowed numbers only"
            )


def out_of_range(question: Any, value: float) -> str | None:
    """Why a number question would refuse `value`, or None if it would not."""
    low, high = bounds_of(question)
    if not low <= value <= high:
        return f"is not {range_words(low, high)}"
    return "is not a whole number" if question.whole and value != int(value) else None
