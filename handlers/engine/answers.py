"""A frame's answers, as conditions, cases and cards see them. Plain functions."""

from __future__ import annotations

from typing import Any

from handlers.engine.session import Answer, Frame


def values_of(frame: Frame) -> dict[str, Any]:
    """Question id -> value of everything answered; a repeated group is the list of its rounds so far."""
    values: dict[str, Any] = {}
    groups: dict[str, dict[int, dict[str, Any]]] = {}
    for path, answer in frame.answers.items():
        if "." in path:
            _into_round(groups, path, answer)
        elif answer.value is not None:
            values[path] = answer.value
    for group, rounds in groups.items():
        values[group] = [rounds[number] for number in sorted(rounds)]
    return values


def _into_round(groups: dict[str, dict[int, dict[str, Any]]], path: str, answer: Answer) -> None:
    group, number, question = path.split(".", 2)
    this = groups.setdefault(group, {}).setdefault(int(number), {})
    if answer.value is not None:
        this[question] = answer.value


def rounds_of(frame: Frame, group: str) -> int:
    """How many rounds of a repeated group were begun."""
    prefix = group + "."
    numbers = [int(path.split(".", 2)[1]) for path in frame.answers if path.startswith(prefix)]
    return max(numbers) + 1 if numbers else 0


def media_count(frame: Frame) -> int:
    """How many files a frame holds."""
    answered = sum(_media_in(answer.value) for path, answer in frame.answers.items() if not _is_sum(frame, path))
    return answered + len(frame.loose)


def _is_sum(frame: Frame, path: str) -> bool:
    """Whether this answer only repeats what the rounds of its group say."""
    return "." not in path and any(other.startswith(path + ".") for other in frame.answers)


def _media_in(value: Any) -> int:
    if not isinstance(value, list):
        return 0
    return sum(1 for item in value if isinstance(item, dict) and "reference" in item and "unique" in item)
