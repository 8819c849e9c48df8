"""Every kind of answer in words, in the reader's language."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from handlers.engine import show_answer
from handlers.engine.places.wording import told_apart
from handlers.engine.questions import ASKERS
from handlers.people import Directory
from playbooks.model import Question
from playbooks.words import LANGUAGES
from tests.handlers.engine.talk import COLLEAGUES, MACAU, T1

CHOICES = [{"id": "fees", "label": {"en": "Fees", "zh-Hans": "费用"}}, {"id": "staff", "label": "Staff"}]
PHOTO = {"kind": "photo", "reference": "r", "unique": "u"}
NAME = {"id": "name", "type": "text", "ask": "Name?"}
CASES: list[tuple[dict[str, Any], Any, str]] = [
    ({"type": "text"}, "<b>", "<b>"),
    ({"type": "long_text"}, "one\ntwo", "one\ntwo"),
    ({"type": "number", "unit": "people"}, 3, "3 people"),
    ({"type": "number"}, 12345.5, "12,345.5"),
    ({"type": "money"}, {"amount": "1234.50", "currency": "HKD"}, "HK$1,234.50"),
    ({"type": "choice", "choices": CHOICES}, "fees", "Fees"),
    ({"type": "choice", "choices": CHOICES}, {"text": "own words"}, "own words"),
    ({"type": "choices", "choices": CHOICES}, ["fees", "staff"], "Fees, Staff"),
    ({"type": "choices", "choices": CHOICES}, [], "None"),
    ({"type": "yes_no"}, "unknown", "Don't know"),
    ({"type": "datetime"}, "2026-11-20T14:05+08:00", "20 Nov 2026 14:05"),
    ({"type": "day"}, "2026-12-24", "24 Dec 2026"),
    ({"type": "owner"}, {"staff": "ana"}, "Ana Lopes"),
    ({"type": "owner"}, {"group": "gone"}, "gone"),
    ({"type": "groups"}, ["gone", "away"], "gone, away"),
    ({"type": "groups"}, [], "None"),
    ({"type": "place"}, {"place": "gate-12"}, "Hall A › Gate 12"),
    ({"type": "place"}, {"place": "gone"}, "gone"),
    ({"type": "place"}, {"text": "by the tree"}, "by the tree"),
    ({"type": "place"}, {"latitude": 22.19, "longitude": 113.55}, "📍 22.19000, 113.55000"),
    ({"type": "evidence"}, [PHOTO, PHOTO], "2 photos"),
    ({"type": "person"}, {"name": "Ana", "phone": "6612 3456"}, "Ana, 6612 3456"),
    ({"type": "person"}, {"name": "Ana", "phone": None}, "Ana"),
    ({"type": "staff"}, "ana", "Ana Lopes"),
    ({"type": "staff"}, {"text": "Zulmira"}, "Zulmira"),
    ({"type": "repeat", "each": "Bag", "questions": [NAME]}, [{"name": "A"}, {"name": "B"}], "1. A; 2. B"),
]
HARBOUR = Directory("Harbour", "Asia/Macau", ("en",), (T1,), COLLEAGUES)


def question(fields: dict[str, Any]) -> Any:
    return TypeAdapter(Question).validate_python({"id": "q", "ask": "Q?", **fields})


@pytest.mark.parametrize(("fields", "value", "words"), CASES)
def test_an_answer_in_words(fields: dict[str, Any], value: Any, words: str) -> None:
    assert show_answer(question(fields), value, "en", HARBOUR, MACAU) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_shown_in_every_language(language: str) -> None:
    assert {fields["type"] for fields, _, _ in CASES} == set(ASKERS)
    for fields, value, _ in CASES:
        assert show_answer(question(fields), value, language, HARBOUR, MACAU)


def test_labels_are_the_readers() -> None:
    choice = question({"type": "choice", "choices": CHOICES})
    assert show_answer(choice, "fees", "zh-Hant", HARBOUR, MACAU) == "費用"


@pytest.mark.parametrize(
    ("ways", "labels"),
    [
        (["T1 › North › Gate 1", "T1 › South › Gate 11"], ["Gate 1", "Gate 11"]),
        (["T1 › Hall › Entrance", "T2 › Hall › Entrance"], ["T1 › Hall › Entrance", "T2 › Hall › Entrance"]),
        (["T1 › North › Entrance", "T1 › South › Entrance"], ["North › Entrance", "South › Entrance"]),
        (["Hall A › Gate 12", "gate"], ["Gate 12", "gate"]),
    ],
)
def test_places_to_choose_from_are_told_by_what_tells_them_apart(ways: list[str], labels: list[str]) -> None:
    assert told_apart(ways) == labels
