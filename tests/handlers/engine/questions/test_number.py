"""Numbers and money, as people write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from handlers.engine.numerals import numbers_in
from tests.handlers.engine.talk import Talk

PEOPLE: dict[str, Any] = {
    "id": "people",
    "type": "number",
    "ask": "How many?",
    "unit": "people",
    "minimum": 1,
    "maximum": 500,
    "quick": [1, 2],
}
COST: dict[str, Any] = {"id": "cost", "type": "money", "ask": "How much?"}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        ("３", 3),
        ("٣", 3),
        ("三", 3),
        ("三十二", 32),
        ("两百零五", 205),
        ("3人", 3),
        ("about 5 people", 5),
        ("三百五", 350),
        ("三百零五", 305),
        ("two", 2),
        ("twenty-five people", 25),
        ("vinte e cinco", 25),
        ("doze", 12),
        (" 7. ", 7),
    ],
)
def test_a_number_in_any_script(typed: str, number: int) -> None:
    talk = Talk.about(PEOPLE)
    talk.says(typed)
    assert talk.values == {"people": number}


@pytest.mark.parametrize(
    "typed",
    [
        "many",
        "2 or 3",
        "两三个",
        "十二三个",
        "几十人",
        "1.5.2",
        "",
        "0",
        "501",
        "2.5",
        "-4",
        "−4",
        "no one",
        "9" * 60,
    ],
)
def test_what_is_no_number_here_is_refused_with_the_reason(typed: str) -> None:
    talk = Talk.about(PEOPLE)
    talk.says(typed)
    assert talk.values == {}
    assert "⚠️" in talk.text
    assert "How many?" in talk.text


@pytest.mark.parametrize(
    "typed", ["0", "none", "no one", "nobody", "nenhuma pessoa", "ninguém", "沒有", "冇人", "零"]
)
def test_nobody_is_a_number(typed: str) -> None:
    talk = Talk.about({**PEOPLE, "minimum": 0})
    talk.says(typed)
    assert talk.values == {"people": 0}


def test_quick_numbers_are_buttons_with_their_unit() -> None:
    talk = Talk.about(PEOPLE)
    talk.taps_on("2 people")
    assert talk.values == {"people": 2}
    assert talk.frame.answers["people"].how == "tapped"


@pytest.mark.parametrize(
    ("typed", "comma_decimal", "number"),
    [
        ("2,5", False, "2.5"),
        ("1,200", False, "1200"),
        ("1.200", True, "1200"),
        ("1,200.50", False, "1200.50"),
        ("1.200,50", True, "1200.50"),
        ("1 200", False, "1200"),
        ("一万二千", False, "12000"),
        ("两点五", False, "2.5"),
        ("三个半", False, "3"),
    ],
)
def test_marks_between_digits(typed: str, comma_decimal: bool, number: str) -> None:
    assert numbers_in(typed, comma_decimal)[0] == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("MOP 120", {"amount": "120.00", "currency": "MOP"}),
        ("120 patacas", {"amount": "120.00", "currency": "MOP"}),
        ("¥50", {"amount": "50.00", "currency": "CNY"}),
        ("HK$ 1,250.50", {"amount": "1250.50", "currency": "HKD"}),
        ("5 euros", {"amount": "5.00", "currency": "EUR"}),
        ("三百港币", {"amount": "300.00", "currency": "HKD"}),
        ("US$20", {"amount": "20.00", "currency": "USD"}),
    ],
)
def test_money_with_its_currency(typed: str, value: dict[str, str]) -> None:
    talk = Talk.about(COST)
    talk.says(typed)
    assert talk.values == {"cost": value}


def test_a_currency_that_is_missing_or_shared_is_asked_for_by_buttons() -> None:
    talk = Talk.about(COST)
    talk.says("$20")
    assert talk.labels[:3] == ["MOP", "HKD", "USD"]
    talk.taps_on("HKD")
    assert talk.values == {"cost": {"amount": "20.00", "currency": "HKD"}}

    talk = Talk.about(COST)
    talk.says("20")
    assert "CNY" in talk.labels
    talk.says("patacas")
    assert talk.values == {"cost": {"amount": "20.00", "currency": "MOP"}}


@pytest.mark.parametrize("typed", ["a lot", "GBP 20", "MOP 1.234567", "MOP -3", "MOP 99999999999999999"])
def test_money_that_cannot_be_is_refused(typed: str) -> None:
    talk = Talk.about(COST)
    talk.says(typed)
    assert talk.values == {}
    assert "⚠️" in talk.text
