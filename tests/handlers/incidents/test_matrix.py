"""Risk matrices: what a cell means, and how an answer on a scale of five falls onto a scale of another size."""

from __future__ import annotations

import pytest

from handlers.incidents.matrix import MARKS, by_product, scaled
from handlers.incidents.usual_matrix import USUAL_MATRIX
from playbooks.words import LANGUAGES


def test_the_usual_matrix_has_the_bands_of_its_source() -> None:
    rows = [[USUAL_MATRIX.level_at(row, column).id[0] for column in range(5)] for row in range(5)]
    assert ["".join(row) for row in rows] == ["lllmm", "lmmhh", "lmhhe", "mhhee", "mheee"]


def test_the_usual_matrix_speaks_every_language() -> None:
    scales = (*USUAL_MATRIX.likelihood, *USUAL_MATRIX.impact, *USUAL_MATRIX.levels)
    assert all(set(rung.name.root) == set(LANGUAGES) for rung in scales)
    assert all(level.colour in MARKS for level in USUAL_MATRIX.levels)


def test_a_score_below_every_floor_is_the_lowest_level() -> None:
    assert by_product(2, 2, (3, 4)) == ((0, 0), (0, 1))


@pytest.mark.parametrize(
    ("rungs", "positions"),
    [(5, [0, 1, 2, 3, 4]), (3, [0, 1, 1, 2, 2]), (2, [0, 0, 1, 1, 1]), (4, [0, 1, 2, 2, 3]), (7, [0, 2, 3, 5, 6])],
)
def test_a_scale_of_five_falls_onto_any_other_and_never_lower_when_unsure(rungs: int, positions: list[int]) -> None:
    assert [scaled(score, 5, rungs) for score in range(1, 6)] == positions
