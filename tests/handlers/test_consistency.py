"""A case that its own timeline contradicts is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.cases import Case, Entry, Run, Status
from handlers.consistency import first_contradicted
from playbooks.model import Kind, Severity

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CASE = Case(
    *("1", "I-2026-000001", Kind.INCIDENT, Run.REAL, "spill", "e", Severity.LOW, "bo", NOW),
    status=Status.ACKNOWLEDGED,
    answers={"what": "Water", "hurt": [{"name": "Kim"}], "when": None},
    acknowledged_by="ana",
    acknowledged_at=NOW,
    level="amber",
)


def entries() -> list[Entry]:
    told: list[tuple[str, str, dict[str, Any]]] = [
        ("opened", "bo", {"number": "I-2026-000001", "edition": "e"}),
        ("answered", "bo", {"question": "what", "value": "Milk"}),
        ("answered", "bo", {"question": "hurt", "value": [{"name": "Kin"}]}),
        ("acknowledged", "ana", {}),
        ("corrected", "bo", {"question": "what", "before": "Milk", "after": "Water"}),
        ("corrected", "bo", {"question": "hurt.0.name", "before": "Kin", "after": "Kim"}),
        ("noted", "bo", {"text": "Milk"}),
        ("level", None, {"level": "amber", "before": None}),
    ]
    return [Entry(i, NOW, kind, actor, data, "", "") for i, (kind, actor, data) in enumerate(told, 1)]


def test_a_case_as_its_timeline_tells_it() -> None:
    assert first_contradicted(CASE, entries()) is None
    assert first_contradicted(CASE, []) is None


@pytest.mark.parametrize(
    ("changed", "entry"),
    [
        ({"number": "I-2026-000002"}, 1),
        ({"reporter": "sam"}, 1),
        ({"edition": "f"}, 1),
        ({"acknowledged_by": "sam"}, 4),
        ({"acknowledged_at": None}, 4),
        ({"status": Status.RESOLVED}, 4),
        ({"status": Status.OPEN}, 4),
        ({"answers": {"what": "Beer"}}, 5),
        ({"level": None}, 8),
    ],
)
def test_what_the_timeline_contradicts(changed: dict[str, Any], entry: int) -> None:
    assert first_contradicted(replace(CASE, **changed), entries()) == entry
