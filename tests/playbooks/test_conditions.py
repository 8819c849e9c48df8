"""When conditions hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from playbooks.conditions import holds, references
from playbooks.model import Condition, DateTimeQuestion, EvidenceQuestion, TextQuestion

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
READ: TypeAdapter[Condition] = TypeAdapter(Condition)

ANSWERS: dict[str, Any] = {
    "hurt": "yes",
    "people": 3,
    "price": {"amount": "12.50", "currency": "MOP"},
    "kinds": ["fees", "privacy"],
    "place": {"place": "gate-12"},
    "spot": {"text": "by the stairs"},
    "who": {"name": "Somebody", "phone": None},
    "photos": [{"kind": "photo"}, {"kind": "photo"}],
    "nothing": [],
    "injured": [{"name": "A"}, {"name": "B"}, {"name": "C"}],
    "since": (NOW - timedelta(minutes=90)).isoformat(),
}
QUESTIONS = {
    "since": DateTimeQuestion(type="datetime", id="since", ask="Since?"),
    "nothing": EvidenceQuestion(type="evidence", id="nothing", ask="Photo?"),
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "hurt", "equals": "yes"}, True),
        ({"question": "hurt", "equals": "no"}, False),
        ({"question": "hurt", "in": ["no", "yes"]}, True),
        ({"question": "people", "equals": 3}, True),
        ({"question": "people", "at_least": 3}, True),
        ({"question": "people", "more_than": 3}, False),
        ({"question": "people", "at_most": 3}, True),
        ({"question": "people", "less_than": 3}, False),
        ({"question": "price", "more_than": 12}, True),
        ({"question": "price", "equals": 12.5}, True),
        ({"question": "kinds", "equals": "privacy"}, True),
        ({"question": "kinds", "in": ["noise", "fees"]}, True),
        ({"question": "kinds", "equals": "noise"}, False),
        ({"question": "kinds", "at_least": 2}, True),
        ({"question": "place", "equals": "gate-12"}, True),
        ({"question": "spot", "equals": "by the stairs"}, True),
        ({"question": "photos", "at_least": 2}, True),
        ({"question": "photos", "equals": 2}, True),
        ({"question": "nothing", "at_most": 0}, True),
        ({"question": "injured", "more_than": 2}, True),
        ({"question": "since", "at_least": 90}, True),
        ({"question": "since", "more_than": 90}, False),
        ({"question": "hurt", "more_than": 1}, False),
        ({"question": "hurt", "answered": True}, True),
        ({"question": "hurt", "answered": False}, False),
        ({"question": "unasked", "answered": False}, True),
        ({"question": "unasked", "answered": True}, False),
        ({"question": "unasked", "equals": "yes"}, False),
        ({"question": "unasked", "less_than": 5}, False),
        ({"not": {"question": "unasked", "equals": "yes"}}, True),
        ({"all": [{"question": "hurt", "equals": "yes"}, {"question": "people", "at_least": 3}]}, True),
        ({"all": [{"question": "hurt", "equals": "yes"}, {"question": "people", "at_least": 4}]}, False),
        ({"any": [{"question": "hurt", "equals": "no"}, {"question": "people", "at_least": 3}]}, True),
        ({"any": [{"question": "hurt", "equals": "no"}]}, False),
        ({"step": "call", "outcome": "cannot"}, True),
        ({"step": "call", "outcome": "done"}, False),
        ({"step": "wait", "outcome": "done"}, False),
    ],
)
def test_conditions_hold_as_they_read(condition: dict[str, Any], expected: bool) -> None:
    assert holds(READ.validate_python(condition), ANSWERS, {"call": "cannot"}, QUESTIONS, NOW) is expected


def test_no_condition_always_holds() -> None:
    assert holds(None, {})


def test_a_moment_is_known_without_its_question_but_not_without_now() -> None:
    condition = READ.validate_python({"question": "since", "at_least": 60})
    assert holds(condition, ANSWERS, now=NOW)
    assert not holds(condition, ANSWERS)


def test_a_text_that_looks_like_a_moment_is_a_text() -> None:
    condition = READ.validate_python({"question": "said", "at_least": 60})
    questions = {"said": TextQuestion(type="text", id="said", ask="What?")}
    assert not holds(condition, {"said": "2026-03-01T09:00:00+00:00"}, {}, questions, NOW)


def test_inside_a_round_the_nearer_answer_counts() -> None:
    condition = READ.validate_python({"question": "hurt", "equals": "no"})
    assert holds(condition, {**ANSWERS, "hurt": "no"}, {}, {}, NOW)


def test_a_condition_names_what_it_looks_at() -> None:
    condition = READ.validate_python(
        {
            "any": [
                {"not": {"question": "b", "equals": 1}},
                {"question": "a", "equals": 1},
                {"step": "s", "outcome": "done"},
            ]
        }
    )
    assert references(condition) == (("b", "a"), ("s",), ())
    assert references(READ.validate_python({"not": {"level_at_least": "red"}})) == ((), (), ("red",))
    assert references(None) == ((), (), ())


@pytest.mark.parametrize(
    ("condition", "reached", "expected"),
    [
        ({"level": "amber"}, ("green", "amber"), True),
        ({"level": "green"}, ("green", "amber"), False),
        ({"level": "green"}, (), False),
        ({"level_at_least": "green"}, ("green", "amber"), True),
        ({"level_at_least": "red"}, ("green", "amber"), False),
        ({"not": {"level_at_least": "amber"}}, ("green",), True),
        ({"all": [{"level": "green"}, {"question": "hurt", "equals": "yes"}]}, ("green",), True),
        ({"any": [{"level": "green"}, {"level": "red"}]}, ("green", "amber", "red"), True),
    ],
)
def test_a_condition_may_look_at_the_level(
    condition: dict[str, Any], reached: tuple[str, ...], expected: bool
) -> None:
    assert holds(READ.validate_python(condition), {"hurt": "yes"}, {}, {}, NOW, reached) is expected


@pytest.mark.parametrize("wrong", [{"level": "red", "level_at_least": "red"}, {"level": None}])
def test_a_level_is_looked_at_in_one_way(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        READ.validate_python(wrong)
