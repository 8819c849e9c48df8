"""The matrix as a picture: one cell is marked, and everything is in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.incidents.grade import Grade
from handlers.incidents.matrix import Matrix
from handlers.incidents.picture import matrix_picture
from handlers.incidents.usual_matrix import USUAL_MATRIX
from playbooks.phrases import phrases

GRADE = Grade("likely", "moderate", "high", datetime(2026, 3, 2, 1, tzinfo=UTC), "ana")


def drawn(grade: Grade = GRADE, matrix: Matrix = USUAL_MATRIX, language: str = "en") -> dict[str, Any]:
    return dict(matrix_picture(matrix, grade, "I-2026-000001", "", ["Risk: High"], phrases(language)).data)


def marked(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (row["name"], column, cell["level"])
        for row in data["rows"]
        for column, cell in zip(data["columns"], row["cells"], strict=True)
        if cell["marked"]
    ]


def test_the_likeliest_is_on_top_and_one_cell_is_marked() -> None:
    data = drawn()
    assert data["rows"][0]["name"] == "Almost certain"
    assert marked(data) == [("Likely", "Moderate", "High")]
    assert data["colour"] == "orange"


def test_it_is_in_the_readers_language() -> None:
    assert marked(drawn(language="zh-Hant")) == [("很可能", "中等", "高")]
    assert drawn(language="zh-Hant")["likelihood"] == "可能性"
    assert marked(drawn(language="pt")) == [("Provável", "Moderado", "Alto")]


def test_a_grade_of_another_matrix_marks_nothing() -> None:
    data = drawn(replace(GRADE, likelihood="now and then"))
    assert marked(data) == []
    other = replace(USUAL_MATRIX, levels=tuple(replace(level, id=f"r-{level.id}") for level in USUAL_MATRIX.levels))
    assert drawn(matrix=other)["colour"] == "grey"
