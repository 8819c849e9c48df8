"""What happened in a roll call, as cards and documents tell it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.cases import Entry
from handlers.rollcall.entry_words import IN_DOCUMENTS, roll_line
from playbooks.phrases import phrases

AT = datetime(2026, 3, 2, tzinfo=UTC)
TOLD: list[tuple[str, dict[str, Any], str]] = [
    ("roll_call", {"asked": ["bo", "kit"]}, "Roll call: 2 asked"),
    ("roll_help", {"who": "kit"}, "KIT needs help"),
    ("roll_helper", {"who": "kit"}, "ANA goes to KIT"),
    ("roll_ended", {"safe": 4, "missing": ["bo"], "unreachable": ["lin"]}, "Roll call ended: safe 4, missing 2"),
    ("site_message", {"asked": ["bo"], "text": "Out!"}, "ANA wrote to 1 person at the site"),
    ("site_message", {"asked": ["bo", "kit"], "text": "Out!"}, "ANA wrote to 2 people at the site"),
    ("roll_joined", {"asked": ["lin", "bo"]}, "Asked as well: LIN, BO"),
    ("roll_marked", {"who": "lin", "said": "safe"}, "ANA: LIN · safe"),
    ("roll_marked", {"who": "lin", "said": "away"}, "ANA: LIN · not at the site"),
    ("roll_missing", {"missing": ["bo", "lin"]}, "2 people are missing: BO, LIN"),
    ("roll_visitors", {"counted": 3, "expected": None}, "Visitors counted: 3"),
    ("roll_visitors", {"counted": 3, "expected": 4}, "Visitors counted: 3 of 4"),
    ("report late", {"report": "owner"}, "Somebody above or outside was not told in time"),
]


@pytest.mark.parametrize(("kind", "data", "words"), TOLD)
def test_each_kind_is_told_in_words(kind: str, data: dict[str, Any], words: str) -> None:
    entry = Entry(1, AT, kind, "ana", data, "", "")
    assert roll_line(entry, lambda staff: (staff or "").upper(), phrases("en")) == words


def test_every_kind_is_looked_at_here() -> None:
    assert {kind for kind, _, _ in TOLD} == set(IN_DOCUMENTS)
