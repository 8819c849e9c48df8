"""The same questions for each one."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.engine import Answered, Submitted
from handlers.limits import Limits
from tests.handlers.engine.talk import Talk, playbook

INJURED: dict[str, Any] = {
    "id": "injured",
    "type": "repeat",
    "ask": "Let us go through the injured.",
    "label": "Injured",
    "each": "Injured person",
    "maximum": 3,
    "questions": [
        {"id": "name", "type": "text", "ask": "Name?"},
        {"id": "grave", "type": "yes_no", "ask": "Is it grave?", "label": "Grave"},
        {"id": "how", "type": "text", "ask": "How so?", "when": {"question": "grave", "equals": "yes"}},
    ],
}
NOTE: dict[str, Any] = {"id": "note", "type": "text", "ask": "Anything else?"}


def two_injured(*more: dict[str, Any]) -> Talk:
    talk = Talk.about(INJURED, *more, kind="incident")
    talk.says("Ana")
    talk.says("no")
    talk.taps_on("＋ Injured person")
    talk.says("Rui")
    talk.says("yes")
    talk.says("Head")
    talk.taps_on("That is all")
    return talk


def test_rounds_one_after_the_other() -> None:
    talk = Talk.about(INJURED, kind="incident")
    assert "Let us go through the injured." in talk.text
    assert "Injured person 1" in talk.text
    talk.says("Ana")
    talk.says("no")
    assert "1. Ana, Grave: No" in talk.text
    assert "Is there another one?" in talk.text
    talk.says("yes")
    assert "Injured person 2" in talk.text
    talk.says("Rui")
    talk.says("yes")
    assert "How so?" in talk.text
    talk.says("Head")
    talk.says("no")
    assert talk.values == {
        "injured": [{"name": "Ana", "grave": "no"}, {"name": "Rui", "grave": "yes", "how": "Head"}]
    }
    assert talk.frame.answers["injured"].value == talk.values["injured"]
    assert "1. Ana, Grave: No; 2. Rui, Grave: Yes, Head" in talk.text


def test_the_last_round_that_fits_goes_straight_on() -> None:
    talk = Talk(playbook("incident", questions=[INJURED, NOTE]), limits=Limits(repeats=1))
    talk.begin("incident")
    talk.says("Ana")
    talk.says("no")
    assert "Anything else?" in talk.text


def test_none_at_all_where_that_is_allowed() -> None:
    talk = Talk.about({**INJURED, "minimum": 0}, kind="incident")
    assert "Let us go through the injured." in talk.text
    talk.taps_on("None")
    assert talk.frame.answers["injured"].value == []
    talk.taps_on("Submit")
    assert talk.got(Submitted)


def test_as_many_as_are_needed() -> None:
    talk = Talk.about({**INJURED, "minimum": 2}, kind="incident")
    talk.says("Ana")
    talk.says("no")
    assert "Injured person 2" in talk.text


def test_back_goes_into_the_rounds() -> None:
    talk = Talk.about(INJURED, kind="incident")
    talk.says("Ana")
    talk.says("no")
    talk.commands("back")
    assert "Is it grave?" in talk.text
    assert "Now: No" in talk.text
    talk.commands("back")
    talk.says("Anna")
    assert "1. Anna, Grave: No" in talk.text


def test_a_round_is_changed_from_the_review() -> None:
    talk = two_injured()
    talk.says("1")
    assert "1. Ana, Grave: No" in talk.text
    talk.taps_on("✎ 1")
    talk.taps_on("✎ 2")
    talk.taps_on("Yes")
    assert "How so?" in talk.text
    talk.says("Arm")
    assert talk.frame.at == "injured.*"
    talk.taps_on("Review")
    assert talk.values["injured"][0] == {"name": "Ana", "grave": "yes", "how": "Arm"}
    assert talk.frame.answers["injured"].value == talk.values["injured"]


def test_a_round_is_removed_and_the_others_move_up() -> None:
    talk = two_injured()
    talk.taps_on("✎ 1")
    talk.taps_on("✖ 1")
    assert talk.values["injured"] == [{"name": "Rui", "grave": "yes", "how": "Head"}]
    told = talk.got(Answered)[0]
    assert (told.path, len(told.before), len(told.value), told.corrected) == ("injured", 2, 1, True)
    talk.taps_on("✖ 1")
    assert "At least 1" in talk.text


def test_a_round_is_added_from_the_review() -> None:
    talk = two_injured()
    talk.taps_on("✎ 1")
    talk.taps_on("＋ Injured person")
    talk.says("Bo")
    talk.says("no")
    assert talk.frame.at == "injured.*"
    assert [each["name"] for each in talk.values["injured"]] == ["Ana", "Rui", "Bo"]
    assert "＋ Injured person" not in talk.labels
    talk.taps_on("Review")
    assert "review" in talk.text


def test_a_group_that_no_longer_applies_leaves_as_one() -> None:
    hurt = {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?"}
    talk = Talk.about(hurt, {**INJURED, "when": {"question": "hurt", "equals": "yes"}}, kind="incident")
    for said in ("yes", "Ana", "no", "no"):
        talk.says(said)
    talk.says("1")
    talk.taps_on("No")
    assert talk.values == {"hurt": "no"}
    assert [path for path in talk.frame.answers if path.startswith("injured")] == []
    assert [c.path for c in talk.frame.corrections] == ["hurt", "injured"]


def test_back_from_a_round_opened_by_mistake_closes_it_again() -> None:
    talk = Talk.about(INJURED, NOTE, kind="incident")
    talk.says("Ana")
    talk.says("no")
    talk.taps_on("＋ Injured person")
    talk.taps_on("◀ Back")
    assert "Is there another one?" in talk.text
    talk.taps_on("＋ Injured person")
    talk.commands("back")
    talk.taps_on("That is all")
    assert "Anything else?" in talk.text
    assert talk.values == {"injured": [{"name": "Ana", "grave": "no"}]}


def test_back_from_a_round_opened_in_the_review_leads_to_the_list() -> None:
    talk = two_injured()
    talk.taps_on("✎ 1")
    talk.taps_on("＋ Injured person")
    talk.taps_on("◀ Back")
    assert "✖ 2" in talk.labels
    talk.taps_on("Review")
    assert "Submit" in " ".join(talk.labels)


def test_back_from_a_round_that_is_needed_leads_into_the_one_before() -> None:
    talk = Talk.about({**INJURED, "minimum": 2}, kind="incident")
    talk.says("Ana")
    talk.says("no")
    assert "Injured person 2" in talk.text
    talk.commands("back")
    assert "Is it grave?" in talk.text


HURT: dict[str, Any] = {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?"}


@pytest.mark.parametrize("minimum", [0, 1])
def test_rounds_that_were_taken_out_by_mistake_come_back_with_one_tap(minimum: int) -> None:
    group = {**INJURED, "minimum": minimum, "when": {"question": "hurt", "equals": "yes"}}
    talk = Talk.about(HURT, group, NOTE, kind="incident")
    talk.says("yes")
    if not minimum:
        talk.says("yes")
    for said in ("Ana", "no", "yes", "Rui", "yes", "Head", "no", "nothing"):
        talk.says(said)
    before = talk.values
    assert len(before["injured"]) == 2
    talk.says("1")
    talk.taps_on("No")
    assert "injured" not in talk.values
    talk.says("1")
    talk.taps_on("Yes")
    talk.taps_on("As before: 1. Ana")
    talk.taps_on("That is all")
    assert "review" in talk.text
    assert talk.values == before
