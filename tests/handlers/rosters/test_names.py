"""Whom an event of a duty calendar names, as people and programs write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.rosters.names import Event, Guest, known, names_in, shifts_of
from handlers.shifts import Finding, Planned, Wrong

NAMES = known(
    [
        ("ana", "ana"),
        ("Ana Lopes", "ana"),
        ("ana@example.org", "ana"),
        ("kit", "kit"),
        ("Kit", "kit"),
        ("Lin, Wai", "lin"),
        ("陳明", "ming"),
        ("sam", "sam"),
        ("Sam", "sam-2"),
    ]
)
SEVEN = datetime(2026, 3, 2, 7, tzinfo=UTC)


def shift(title: str = "", description: str = "", *guests: Guest, hours: int = 8) -> Event:
    return Event(SEVEN, SEVEN + timedelta(hours=hours), title, description, guests)


@pytest.mark.parametrize(
    ("title", "people"),
    [
        ("Ana", "ana"),
        ("  ANA   lopes ", "ana"),
        ("Ana, Kit", "ana kit"),
        ("Kit + Ana Lopes", "kit ana"),
        ("ana and kit", "ana kit"),
        ("Ana e Kit", "ana kit"),
        ("ana、陳明", "ana ming"),
        ("Late shift: Ana / Kit", "ana kit"),
        ("夜更：陳明", "ming"),
        ("On call - Ana Lopes - Week 12", "ana"),
        ("Ana (until Kit comes)", "ana"),
        ("Lin, Wai", "lin"),
        ("Early | Kit", "kit"),
        ("Ana, Ana Lopes", "ana"),
    ],
)
def test_titles(title: str, people: str) -> None:
    assert names_in(shift(title), NAMES) == (tuple(people.split()), ())


def test_whoever_is_not_known_is_named_and_the_others_count() -> None:
    assert names_in(shift("Ana, Kitt"), NAMES) == (("ana",), ((Wrong.UNKNOWN, "Kitt"),))
    assert names_in(shift("Sam"), NAMES) == ((), ((Wrong.SEVERAL, "Sam"),))
    assert names_in(shift("Team lunch - bring cake"), NAMES) == ((), ((Wrong.UNKNOWN, "Team lunch - bring cake"),))


def test_the_most_explicit_word_counts() -> None:
    ana, boss = Guest("ana@example.org"), Guest("boss@example.org", "The Boss")
    assert names_in(shift("Kit", "", ana), NAMES) == (("ana",), ())
    assert names_in(shift("Kit", "", boss), NAMES) == (("kit",), ())
    assert names_in(shift("", "", ana, boss), NAMES) == (("ana",), ((Wrong.UNKNOWN, "boss@example.org"),))
    assert names_in(shift("", "", Guest("x@example.org", "Kit")), NAMES) == (("kit",), ())
    assert names_in(shift("Kit", "Room 4\nOn duty: ana, 陳明\nKeys: desk", boss), NAMES) == (("ana", "ming"), ())


def test_events_become_shifts_and_each_fault_is_found_once() -> None:
    weekly = [shift("Ana"), shift("Kitt"), shift("Kitt"), shift(""), shift("Kit", hours=0)]
    shifts, findings = shifts_of(weekly, NAMES)
    assert shifts == (Planned(SEVEN, SEVEN + timedelta(hours=8), ("ana",)),)
    assert findings == (
        Finding(Wrong.UNKNOWN, "Kitt", SEVEN, "Kitt"),
        Finding(Wrong.NOBODY, "", SEVEN),
        Finding(Wrong.EMPTY, "Kit", SEVEN),
    )
