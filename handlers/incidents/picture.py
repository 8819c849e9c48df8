"""A risk matrix as a picture: what stands in each cell, worded for a reader; `bot/documents` draws it."""

from __future__ import annotations

from typing import Any

from handlers.incidents.grade import Grade
from handlers.incidents.matrix import Matrix, RiskLevel
from handlers.messages import Picture
from playbooks.phrases import Phrases

Cell = tuple[int, int]


def matrix_picture(matrix: Matrix, grade: Grade, title: str, note: str, result: list[str], say: Phrases) -> Picture:
    """The matrix with the cell of `grade` marked.

    `title` and `note` say what it is about, `result` what the cell means, the main thing first.
    """
    language = say.language
    level = matrix.level(grade.level)
    data: dict[str, Any] = {
        "title": title,
        "note": note,
        "likelihood": say("Likelihood"),
        "impact": say("Impact"),
        "columns": [rung.name.text(language) for rung in matrix.impact],
        "rows": _rows(matrix, cell_of(matrix, grade), language),
        "result": result,
        "colour": level.colour if level is not None else "grey",
        "source": matrix.source,
    }
    return Picture("risk-matrix", data, language)


def cell_of(matrix: Matrix, grade: Grade) -> Cell | None:
    """Where the grade stands in the matrix; None if it was given by another one."""
    rows = [rung.id for rung in matrix.likelihood]
    columns = [rung.id for rung in matrix.impact]
    if grade.likelihood not in rows or grade.impact not in columns:
        return None
    return rows.index(grade.likelihood), columns.index(grade.impact)


def _rows(matrix: Matrix, marked: Cell | None, language: str) -> list[dict[str, Any]]:
    """The likeliest on top, as people draw it."""
    return [
        {
            "name": rung.name.text(language),
            "cells": [
                _cell(matrix.level_at(row, column), (row, column) == marked, language)
                for column in range(len(matrix.impact))
            ],
        }
        for row, rung in reversed(list(enumerate(matrix.likelihood)))
    ]


def _cell(level: RiskLevel, marked: bool, language: str) -> dict[str, Any]:
    return {"level": level.name.text(language), "colour": level.colour, "marked": marked}
