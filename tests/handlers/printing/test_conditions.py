"""Conditions in words, and which answers they turn on."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from handlers.printing.conditions import answers_to, condition_words, ends_of, turned_on_by
from handlers.printing.names import Names
from playbooks.model import Condition, Playbook
from playbooks.phrases import phrases

PLAYBOOK = Playbook.model_validate(
    {
        "id": "leak",
        "kind": "emergency",
        "owner": "x",
        "version": 1,
        "reviewed": "2026-01-01",
        "sources": ["x"],
        "title": "Leak",
        "closing": "Thanks",
        "questions": [
            {"id": "wet", "type": "yes_no", "ask": "Is it wet?", "label": "Wet"},
            {
                "id": "what",
                "type": "choice",
                "ask": "What leaks?",
                "choices": [{"id": one, "label": one.title()} for one in ("oil", "water", "gas")],
            },
            {"id": "people", "type": "number", "ask": "How many?", "label": "People"},
            {"id": "since", "type": "datetime", "ask": "Since when?", "label": "Since"},
        ],
        "levels": [{"id": "low", "name": "Low"}, {"id": "red", "name": "Red"}],
        "steps": [
            {
                "id": "look",
                "text": "Look.",
                "decide": [{"id": "out", "label": "It is out"}, {"id": "on", "label": "Goes on"}],
            },
            {"id": "outer", "text": "Both.", "steps": [{"id": "inner", "text": "One."}]},
        ],
    }
)
NAMES = Names(PLAYBOOK, phrases("en"))


def condition(given: Any) -> Condition:
    return TypeAdapter(Condition).validate_python(given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"question": "wet", "equals": "yes"}, "Q1 Wet: Yes"),
        ({"question": "what", "in": ["oil", "gas"]}, "Q2 What leaks?: Oil or Gas"),
        ({"not": {"question": "wet", "equals": "unknown"}}, "Q1 Wet: not Don't know"),
        ({"question": "people", "at_least": 3}, "Q3 People: at least 3"),
        ({"question": "people", "more_than": 3}, "Q3 People: more than 3"),
        ({"question": "people", "at_most": 2.5}, "Q3 People: at most 2.5"),
        ({"question": "since", "less_than": 90}, "Q4 Since: less than 1 hour 30 minutes"),
        ({"question": "wet", "answered": True}, "Q1 Wet: answered"),
        ({"question": "wet", "answered": False}, "Q1 Wet: not answered"),
        ({"step": "look", "outcome": "out"}, "1: It is out"),
        ({"step": "inner", "outcome": "cannot"}, "2.1: Cannot do"),
        ({"level": "red"}, "Level: Red"),
        ({"not": {"level_at_least": "red"}}, "not (Level: Red or above)"),
        (
            {
                "all": [
                    {"question": "wet", "equals": "no"},
                    {"any": [{"level": "low"}, {"step": "look", "outcome": "on"}]},
                ]
            },
            "Q1 Wet: No and (Level: Low or 1: Goes on)",
        ),
    ],
)
def test_a_condition_in_words(given: Any, words: str) -> None:
    assert condition_words(condition(given), NAMES) == words


@pytest.mark.parametrize(
    ("given", "turned_on"),
    [
        (None, []),
        ({"question": "wet", "equals": "yes"}, ["yes"]),
        ({"not": {"question": "wet", "equals": "yes"}}, ["no", "unknown"]),
        ({"question": "wet", "in": ["yes", "no", "unknown"]}, []),
        ({"question": "what", "equals": "oil"}, []),
        ({"all": [{"question": "wet", "equals": "no"}, {"question": "what", "equals": "oil"}]}, ["no"]),
        ({"any": [{"level": "red"}, {"not": {"question": "wet", "in": ["no", "unknown"]}}]}, ["yes"]),
    ],
)
def test_which_answers_turn_it_on(given: Any, turned_on: list[str]) -> None:
    wanted = condition(given) if given is not None else None
    assert turned_on_by(wanted, ["yes", "no", "unknown"], answers_to("wet")) == turned_on


def test_which_way_of_a_decision_turns_it_on() -> None:
    wanted = condition({"not": {"any": [{"step": "look", "outcome": "out"}, {"question": "wet", "equals": "no"}]}})
    assert turned_on_by(wanted, ["out", "on"], ends_of("look")) == ["on"]
