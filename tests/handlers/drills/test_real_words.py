"""The words that stop an exercise, as people in a hurry write them."""

from __future__ import annotations

import pytest

from handlers.drills.real_words import begins_with_it, says_it


@pytest.mark.parametrize(
    "text",
    [
        "REAL EMERGENCY",
        "real emergancy at gate 12",
        "REALEMERGENCY",
        "reall emergency",
        "Stop!! this is a real  emergency, she does not breathe",
        "真实情况",
        "有人暈倒，真實情況！",
        "真实情況",
        "emergencia real na porta 3",
        "EMERGÊNCIA REAL",
        "\uff32\uff25\uff21\uff2c EMERGENCY",
        "no duff",
    ],
)
def test_they_are_understood(text: str) -> None:
    assert says_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "real",
        "emergency",
        "an emergency",
        "It really is urgent",
        "情况真实吗",
        "A real emerging case",
        "O real é uma moeda, não é emergência",
        "the real agency",
        "no stuff",
    ],
)
def test_other_words_are_not_taken_for_them(text: str) -> None:
    assert not says_it(text)


def test_some_only_count_when_they_come_first() -> None:
    assert begins_with_it("Real emergency: gate 12")
    assert begins_with_it("real emergancy")
    assert not begins_with_it("It was not a real emergency, only a faint")
