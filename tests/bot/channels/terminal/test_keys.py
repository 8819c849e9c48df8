"""What to type instead of tapping: numbers for answers, letters for ways around."""

from __future__ import annotations

from bot.channels.terminal.keys import keys
from handlers.messages import Button, plain
from handlers.taps import Tap


def _button(label: str, action: str) -> Button:
    return Button(label, Tap("s", "tag", 1, action).data)


def _keys(*buttons: Button) -> dict[str, str]:
    return {key: button.label for key, button in keys(plain("?", buttons)).items()}


def test_answers_are_numbered_and_ways_around_lettered() -> None:
    found = _keys(_button("Yes", "a=yes"), _button("No", "a=no"), _button("Back", "b"), _button("✕", "x"))
    assert found == {"1": "Yes", "2": "No", "a": "Back", "b": "✕"}


def test_where_answers_are_numbers_no_number_means_another_button() -> None:
    found = _keys(_button("10 people", "a=10"), _button("50 people", "a=50"), _button("Skip", "s"))
    assert found == {"a": "10 people", "b": "50 people", "c": "Skip"}


def test_a_numbered_pencil_is_its_number() -> None:
    found = _keys(_button("✎ 1", "n=door"), _button("✎ 2", "n=why"), _button("Submit", "ok"))
    assert found == {"1": "✎ 1", "2": "✎ 2", "a": "Submit"}


def test_a_plain_question_for_a_number_has_no_numbered_buttons() -> None:
    found = _keys(_button("Keep as it is", "k"), _button("Back", "b"))
    assert found == {"a": "Keep as it is", "b": "Back"}


def test_pages_do_not_count_as_answers() -> None:
    found = _keys(_button("Gate", "a=g"), _button("1/3", "pg=0"), _button("▶", "pg=1"))
    assert found == {"1": "Gate", "a": "1/3", "b": "▶"}


def test_cards_are_numbered() -> None:
    card = plain("card", (Button("Acknowledge", "c.01.1.ack"), Button("Details", "c.01.1.show")))
    assert list(keys(card)) == ["1", "2"]
