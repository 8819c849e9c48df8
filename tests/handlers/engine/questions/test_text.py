"""A line of text, and as much text as they need."""

from __future__ import annotations

import pytest

from tests.handlers.engine.talk import Talk

LINE = {"id": "plate", "type": "text", "ask": "Number plate?", "max_length": 10}
STORY = {"id": "story", "type": "long_text", "ask": "What happened?", "label": "Story", "max_length": 9000}
KIND = {"id": "kind", "type": "choice", "ask": "Which kind?", "choices": [{"id": "fees", "label": "Fees"}]}


@pytest.mark.parametrize("text", ["<b>&", "عربي\u202e", "\x00", "*_`[x](y)", "😀", "line\nbreak", "'; --"])
def test_a_text_is_kept_as_it_was_sent(text: str) -> None:
    talk = Talk.about(LINE)
    talk.says(text)
    assert talk.values == {"plate": text}
    assert "review" in talk.text


def test_a_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    talk = Talk.about(LINE)
    talk.says("12345678901")
    assert "⚠️" in talk.text
    assert "11" in talk.text
    assert "10" in talk.text
    assert "Number plate?" in talk.text
    assert talk.values == {}


def test_an_empty_text_is_no_answer() -> None:
    talk = Talk.about(LINE)
    talk.says("   \n ")
    assert "⚠️" in talk.text
    assert talk.values == {}


def test_a_pattern_has_its_own_message() -> None:
    talk = Talk.about({**LINE, "pattern": "[A-Z]{2}-[0-9]{2}", "pattern_message": "Like MA-12, please."})
    talk.says("12-MA")
    assert "Like MA-12, please." in talk.text
    talk.says("MA-12")
    assert talk.values == {"plate": "MA-12"}


def test_a_default_is_one_tap_or_skip_away() -> None:
    talk = Talk.about({**LINE, "default": "none"})
    talk.taps_on("none")
    assert talk.frame.answers["plate"].how == "default"

    talk = Talk.about({**LINE, "default": "none"})
    talk.commands("skip")
    assert talk.values == {"plate": "none"}


def test_one_message_is_a_whole_story() -> None:
    talk = Talk.about(STORY, KIND)
    talk.says("He fell")
    assert talk.values == {"story": "He fell"}
    assert "Which kind?" in talk.text


def test_a_message_that_the_app_cut_up_waits_for_the_rest() -> None:
    talk = Talk.about(STORY, KIND)
    talk.says("a" * 4096)
    assert "So far" in talk.text
    talk.says("and the end")
    assert talk.values == {"story": "a" * 4096 + "\nand the end"}

    talk = Talk.about(STORY, KIND)
    talk.says("a" * 4000)
    talk.taps_on("That is all")
    assert len(talk.values["story"]) == 4000

    talk = Talk.about(STORY, KIND)
    talk.says("a" * 4000)
    talk.commands("done")
    assert len(talk.values["story"]) == 4000


def test_a_second_message_can_be_added_to_the_story_from_the_next_question() -> None:
    talk = Talk.about(STORY, KIND)
    talk.says("He fell")
    talk.says("and then an ambulance was called by somebody else")
    assert "⚠️" in talk.text
    talk.taps_on("Add it to “Story”")
    assert talk.values == {"story": "He fell\nand then an ambulance was called by somebody else"}
    assert "Which kind?" in talk.text


def test_a_story_can_be_added_to_from_the_review() -> None:
    talk = Talk.about(STORY)
    talk.says("He fell")
    talk.taps_on("✎ 1")
    talk.taps_on("Add to it")
    talk.says("twice")
    assert talk.values == {"story": "He fell\ntwice"}
    assert "review" in talk.text
