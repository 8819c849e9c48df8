"""An edition under the names of the next one."""

from __future__ import annotations

from typing import Any

from playbooks.difference import differences
from playbooks.loading import load_library
from playbooks.model import StepMap
from playbooks.renaming import renamed, renames
from tests.handlers.engine.talk import playbook

NAME = {"id": "name", "type": "text", "ask": "Name?"}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "place", "type": "place", "ask": "Where?"},
    {"id": "hurt", "type": "repeat", "ask": "Who?", "each": "One", "questions": [NAME]},
    {"id": "why", "type": "text", "ask": "Why?", "when": {"question": "place", "answered": True}},
]
STEPS: list[dict[str, Any]] = [
    {"id": "call", "text": "Call."},
    {"id": "wait", "text": "Wait.", "after": ["call"], "when": {"step": "call", "outcome": "done"}, "since": "call"},
]
MAP = StepMap.model_validate(
    {
        "from": 1,
        "questions": {"place": "spot", "hurt.name": "called", "fax": {"dropped": "Nobody faxes."}},
        "steps": {"call": "ring"},
    }
)


def test_every_mention_follows() -> None:
    new = renamed(playbook(questions=QUESTIONS, steps=STEPS, place="place", headline=["why", "place"]), MAP)
    assert list(new.question_by_id) == ["spot", "hurt", "why"]
    assert [inner.id for inner in new.question_by_id["hurt"].questions] == ["called"]
    assert (new.place, new.headline) == ("spot", ["why", "spot"])
    assert new.question_by_id["why"].when.question == "spot"
    wait = new.step_by_id["wait"]
    assert (wait.after, wait.since, wait.when.step) == (["ring"], "ring", "ring")  # type: ignore[union-attr]
    assert renames(MAP) == [
        "question `place` is `spot` now",
        "question `hurt.name` is `called` now",
        "step `call` is `ring` now",
    ]


def test_what_was_only_renamed_is_no_difference() -> None:
    old = playbook(questions=QUESTIONS, steps=STEPS, place="place")
    assert differences(renamed(old, MAP), renamed(old, MAP), "en") == []


def test_without_a_map_nothing_changes() -> None:
    nothing = StepMap.model_validate({"from": 1})
    for edition in load_library():
        assert renamed(edition.playbook, nothing) == edition.playbook
