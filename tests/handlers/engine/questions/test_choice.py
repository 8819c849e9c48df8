"""One of several, several of several, yes or no: tapped and typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.engine.talk import Talk

CHOICES = [
    {"id": "fees", "label": {"en": "Fees and money", "zh-Hans": "费用问题"}, "aliases": ["overcharged"]},
    {"id": "staff", "label": {"en": "Staff attitude", "zh-Hans": "员工态度"}},
    {"id": "privacy", "label": {"en": "Privacy", "pt": "Privacidade"}},
    {"id": "waiting", "label": {"en": "Waiting time", "pt": "Tempo de espera"}},
]
ONE: dict[str, Any] = {"id": "kind", "type": "choice", "ask": "Which kind?", "choices": CHOICES}
MANY: dict[str, Any] = {"id": "kinds", "type": "choices", "ask": "Which kinds?", "choices": CHOICES, "maximum": 3}
HURT: dict[str, Any] = {"id": "hurt", "type": "yes_no", "ask": "Is anybody hurt?"}


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("Fees and money", "fees"),
        ("fees", "fees"),
        ("FEES AND MONEY!", "fees"),
        ("feez and money", "fees"),
        ("费用问题", "fees"),
        ("費用問題", "fees"),
        ("费用", "fees"),
        ("overcharged", "fees"),
        ("privacidade", "privacy"),
        ("tempo de espera", "waiting"),
        ("2", "staff"),
        ("二", "staff"),
        ("４", "waiting"),
    ],
)
def test_a_typed_answer_finds_its_choice_in_every_language(typed: str, choice: str) -> None:
    talk = Talk.about(ONE)
    talk.says(typed)
    assert talk.values == {"kind": choice}


def test_when_unsure_it_asks_and_a_typed_yes_settles_it() -> None:
    talk = Talk.about(ONE)
    talk.says("stff atitud")
    assert "Did you mean “Staff attitude”?" in talk.text
    talk.says("yes")
    assert talk.values == {"kind": "staff"}


def test_when_unsure_no_brings_the_choices_back() -> None:
    talk = Talk.about(ONE)
    talk.says("stff atitud")
    talk.taps_on("No")
    assert talk.values == {}
    assert "Privacy" in talk.labels
    talk.says("stff atitud")
    talk.says("privacy")
    assert talk.values == {"kind": "privacy"}


def test_a_word_with_another_ending_is_asked_back() -> None:
    talk = Talk.about({**ONE, "choices": [{"id": "fees", "label": "Fees and refunds"}, *CHOICES[1:]]})
    talk.says("refund")
    assert "Did you mean “Fees and refunds”?" in talk.text


def test_several_candidates_are_offered_as_buttons() -> None:
    gates = [{"id": f"g{n}", "label": f"Gate number {n}"} for n in (11, 12, 13)]
    talk = Talk.about({**ONE, "choices": gates})
    talk.says("gate number")
    assert talk.labels[:3] == ["Gate number 11", "Gate number 12", "Gate number 13"]
    talk.taps_on("Gate number 12")
    assert talk.values == {"kind": "g12"}


def test_what_fits_nothing_is_refused_and_the_question_stands() -> None:
    talk = Talk.about(ONE)
    talk.says("quantum physics")
    assert "“quantum physics” is not one of the answers" in talk.text
    assert "Which kind?" in talk.text
    assert talk.values == {}


def test_own_words_are_taken_where_the_playbook_allows_them() -> None:
    talk = Talk.about({**ONE, "other": True})
    talk.says("quantum physics")
    assert talk.values == {"kind": {"text": "quantum physics"}}
    assert "quantum physics" in talk.text


def test_a_long_list_has_pages_and_typing_searches_all_of_it() -> None:
    colours = [{"id": f"c{n}", "label": f"Colour {n:02} {chr(97 + n) * 5}"} for n in range(25)]
    talk = Talk.about({**ONE, "choices": colours})
    assert sum(label.startswith("Colour") for label in talk.labels) == 8
    assert "1/4" in talk.labels
    talk.taps_on("▶")
    assert "Colour 08 iiiii" in talk.labels
    talk.says("uuuuu")
    assert talk.values == {"kind": "c20"}


def test_a_choice_that_does_not_apply_is_not_offered() -> None:
    only_when_hurt = {"id": "aid", "label": "First aid", "when": {"question": "hurt", "equals": "yes"}}
    talk = Talk.about(HURT, {**ONE, "choices": [*CHOICES, only_when_hurt]})
    talk.says("no")
    assert "First aid" not in talk.labels
    talk.says("First aid")
    assert "kind" not in talk.values


def test_a_question_nobody_can_answer_can_be_skipped() -> None:
    never = {"id": "aid", "label": "First aid", "when": {"question": "hurt", "equals": "yes"}}
    talk = Talk.about(HURT, {**ONE, "choices": [never]})
    talk.says("no")
    talk.taps_on("Skip")
    assert "review" in talk.text


def test_several_choices_are_switched_on_and_off() -> None:
    talk = Talk.about(MANY)
    talk.taps_on("☐ Privacy")
    assert "☑ Privacy" in talk.labels
    talk.taps_on("☐ Staff attitude")
    talk.taps_on("☑ Privacy")
    talk.taps_on("☐ Waiting time")
    talk.taps_on("Done")
    assert talk.values == {"kinds": ["staff", "waiting"]}


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("privacy, fees", ["fees", "privacy"]),
        ("员工态度、费用问题", ["fees", "staff"]),
        ("1 3", ["fees", "privacy"]),
        ("privacy and waiting time", ["privacy", "waiting"]),
        ("Privacidade e tempo de espera", ["privacy", "waiting"]),
    ],
)
def test_several_choices_can_be_typed_at_once(typed: str, picked: list[str]) -> None:
    talk = Talk.about(MANY)
    talk.says(typed)
    assert talk.values == {"kinds": picked}


def test_what_was_understood_stays_ticked_and_the_rest_is_said() -> None:
    talk = Talk.about(MANY)
    talk.says("privacy, quantum physics")
    assert "quantum physics" in talk.text
    assert "☑ Privacy" in talk.labels
    talk.commands("done")
    assert talk.values == {"kinds": ["privacy"]}


def test_too_few_and_too_many() -> None:
    talk = Talk.about(MANY)
    talk.commands("done")
    assert "⚠️" in talk.text
    talk.says("all")
    assert "At most 3" in talk.text
    assert talk.values == {}

    talk = Talk.about({**MANY, "minimum": 0})
    talk.taps_on("None of these")
    assert talk.frame.answers["kinds"].value == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("yes", "yes"),
        ("Y", "yes"),
        ("是", "yes"),
        ("係呀", "yes"),
        ("sim", "yes"),
        ("no", "no"),
        ("没有", "no"),
        ("未", "no"),
        ("Não.", "no"),
        ("don't know", "unknown"),
        ("不知道", "unknown"),
        ("não sei", "unknown"),
        ("no idea", "unknown"),
    ],
)
def test_yes_and_no_in_four_languages(typed: str, value: str) -> None:
    talk = Talk.about(HURT)
    talk.says(typed)
    assert talk.values == {"hurt": value}


def test_a_sentence_that_begins_with_yes_is_asked_back() -> None:
    talk = Talk.about(HURT)
    talk.says("yes, two people")
    assert "Did you mean “Yes”?" in talk.text
    talk.taps_on("Yes")
    assert talk.values == {"hurt": "yes"}


def test_a_bare_number_is_asked_back_because_it_may_count_people() -> None:
    talk = Talk.about(HURT)
    talk.says("2")
    assert "Did you mean “No”?" in talk.text
    assert talk.values == {}


def test_dont_know_is_refused_where_it_is_not_offered() -> None:
    talk = Talk.about({**HURT, "unknown": False})
    assert "Don't know" not in talk.labels
    talk.says("不知道")
    assert talk.values == {}


def test_ticks_wait_while_they_look_back_before_done() -> None:
    talk = Talk.about({"id": "story", "type": "text", "ask": "What happened?"}, MANY)
    talk.says("A delay")
    talk.taps_on("☐ Privacy")
    talk.commands("back")
    talk.taps_on("Keep as it is")
    talk.taps_on("☐ Waiting time")
    talk.taps_on("Done")
    assert talk.values["kinds"] == ["privacy", "waiting"]
