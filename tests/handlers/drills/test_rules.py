"""Lengths of time in the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.drills.rules import Every


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("90 days", Every(days=90)),
        ("8 weeks", Every(days=56)),
        ("6 months", Every(months=6)),
        (" 1  year ", Every(months=12)),
    ],
)
def test_it_is_read_and_written(text: str, every: Every) -> None:
    assert Every.read(text) == every == Every.read(every.text)


@pytest.mark.parametrize("text", ["6", "six months", "0 days", "11 years", "6 monthss", "-1 days"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write a length|between one day"):
        Every.read(text)


@pytest.mark.parametrize(
    ("every", "day", "then"),
    [
        (Every(months=6), date(2025, 8, 31), date(2026, 2, 28)),
        (Every(months=12), date(2024, 2, 29), date(2025, 2, 28)),
        (Every(months=1), date(2026, 12, 31), date(2027, 1, 31)),
        (Every(days=30), date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_months_end_where_a_month_does(every: Every, day: date, then: date) -> None:
    assert every.after(day) == then
