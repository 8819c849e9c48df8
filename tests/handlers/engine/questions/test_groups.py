"""Several groups of the organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.people import Group
from tests.handlers.engine.talk import Talk, words

GROUPS: dict[str, Any] = {"id": "groups", "type": "groups", "ask": "Which?", "maximum": 1}


def _talk(**more: Any) -> Talk:
    talk = Talk.about({**GROUPS, **more})
    groups = (Group("tech", words("Technicians", "技术组")), Group("ana", words("Friends of Ana")))
    talk.directory = replace(talk.directory, groups=groups)
    talk.begin("complaint")
    return talk


def test_groups_are_switched_by_tap_and_taken_with_done() -> None:
    talk = _talk()
    talk.taps_on("☐ Technicians")
    assert "☑ Technicians" in talk.labels
    talk.taps_on("☑ Technicians")
    assert "Done" not in talk.labels
    talk.taps_on("☐ Friends of Ana")
    talk.taps_on("Done")
    assert talk.values == {"groups": ["ana"]}


def test_names_are_typed_in_any_language_and_taken() -> None:
    talk = _talk(maximum=5)
    talk.says("技术组, friends of ana")
    assert talk.values == {"groups": ["tech", "ana"]}


def test_a_group_that_is_not_there_is_said_to_be_none() -> None:
    talk = _talk()
    talk.says("Plumbers of the moon")
    assert "There is no group called “Plumbers of the moon”." in talk.text
    assert talk.values == {}


def test_more_than_there_may_be_are_refused() -> None:
    talk = _talk()
    talk.taps_on("☐ Technicians")
    talk.taps_on("☐ Friends of Ana")
    talk.taps_on("Done")
    assert talk.values == {}
    assert "At most 1 fit here." in talk.text + " ".join(talk.toasts)
