"""Conditions that can never hold are told from those that can."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from playbooks.lint.possible import possible
from playbooks.model import Condition, Question

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def _asked(id_: str, type_: str, **fields: Any) -> Any:
    return QUESTION.validate_python({"id": id_, "type": type_, "ask": "?", **fields})


CHOICES = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]
QUESTIONS = {
    "hurt": _asked("hurt", "yes_no"),
    "sure": _asked("sure", "yes_no", unknown=False),
    "people": _asked("people", "number", minimum=1, maximum=9),
    "one": _asked("one", "choice", choices=CHOICES),
    "own": _asked("own", "choice", choices=CHOICES, other=True),
    "many": _asked("many", "choices", choices=CHOICES),
    "how": _asked("how", "text", when={"question": "hurt", "equals": "yes"}),
    "late": _asked("late", "text", when={"question": "how", "answered": True}),
}


def both(*parts: Any) -> dict[str, Any]:
    return {"all": list(parts)}


def eq(question: str, value: Any) -> dict[str, Any]:
    return {"question": question, "equals": value}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (eq("hurt", "yes"), True),
        (both(eq("hurt", "yes"), eq("hurt", "no")), False),
        ({"any": [both(eq("hurt", "yes"), eq("hurt", "no")), eq("hurt", "no")]}, True),
        (both(eq("hurt", "yes"), {"not": eq("hurt", "yes")}), False),
        (both({"not": eq("hurt", "yes")}, {"not": eq("hurt", "no")}), True),
        (both({"not": eq("sure", "yes")}, {"question": "sure", "in": ["yes"]}), False),
        (both({"question": "sure", "answered": True}, {"not": eq("sure", "yes")}, {"not": eq("sure", "no")}), False),
        (both(eq("hurt", "yes"), {"question": "hurt", "answered": False}), False),
        (both({"not": eq("hurt", "yes")}, {"question": "hurt", "answered": False}), True),
        ({"not": {"any": [eq("hurt", "yes"), {"question": "hurt", "answered": False}]}}, True),
        (both({"question": "people", "at_least": 3}, {"question": "people", "at_most": 3}), True),
        (both({"question": "people", "more_than": 3}, {"question": "people", "at_most": 3}), False),
        (both({"question": "people", "at_least": 3}, {"not": {"question": "people", "more_than": 2}}), False),
        ({"question": "people", "more_than": 9}, False),
        (both(eq("one", "a"), eq("one", "b")), False),
        (both(eq("many", "a"), eq("many", "b")), True),
        (both(eq("many", "a"), {"not": {"question": "many", "in": ["a", "b"]}}), False),
        (eq("one", "c"), False),
        (eq("own", "c"), True),
        (both(eq("own", "a"), eq("own", "c")), False),
        (both({"question": "how", "answered": True}, eq("hurt", "no")), False),
        (both({"question": "late", "answered": True}, eq("hurt", "no")), False),
        (both({"not": {"question": "late", "answered": True}}, eq("hurt", "no")), True),
        (both({"step": "s", "outcome": "done"}, {"step": "s", "outcome": "cannot"}), False),
        (both({"step": "s", "outcome": "done"}, {"not": {"step": "s", "outcome": "cannot"}}), True),
        (both(eq("nobody-knows", "a"), eq("nobody-knows", "b")), True),
    ],
)
def test_conditions(condition: dict[str, Any], expected: bool) -> None:
    assert possible(CONDITION.validate_python(condition), QUESTIONS) is expected


def test_what_has_too_many_alternatives_is_not_judged() -> None:
    pair = {"any": [both(eq("hurt", "yes"), eq("hurt", "no")), both(eq("one", "a"), eq("one", "b"))]}
    assert possible(CONDITION.validate_python(both(*[pair] * 20)), QUESTIONS)
