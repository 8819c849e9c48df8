"""The part of the organisation file about the risk matrix."""

from __future__ import annotations

import pytest

from handlers.incidents.usual_matrix import USUAL_MATRIX
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.loading import parse_yaml
from playbooks.model import Severity
from playbooks.problems import Malformed

TOWN = """\
name: Harbour Terminal
groups:
  - {id: safety, name: {en: Safety}}
"""
SMALL = """\
risk:
  source: House policy
  likelihood: [{id: seldom, name: Seldom}, {id: often, name: Often, hint: each week}]
  impact: [{id: small, name: Small}, {id: big, name: Big}, {id: huge, name: Huge}]
  levels:
    - {id: fine, name: Fine, colour: green}
    - {id: bad, name: Bad, colour: purple, severity: high, notify: safety}
  cells: [[fine, fine, bad], [fine, bad, bad]]
"""


def read(text: str) -> Directory:
    return read_organisation(parse_yaml(TOWN + text, "org.yaml"))


def refused(text: str) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_without_a_word_it_is_the_usual_matrix() -> None:
    assert read("").risk is USUAL_MATRIX


def test_a_house_has_a_matrix_of_its_own_size_words_and_colours() -> None:
    risk = read(SMALL).risk
    assert [[risk.level_at(row, column).id for column in range(3)] for row in range(2)] == [
        ["fine", "fine", "bad"],
        ["fine", "bad", "bad"],
    ]
    assert risk.levels[1].severity is Severity.HIGH
    assert risk.levels[1].notify == ("safety",)
    assert risk.source == "House policy"


def test_the_usual_levels_can_be_given_somebody_to_tell_and_stay_as_they_are_otherwise() -> None:
    levels = (
        "risk: {levels: [{id: low}, {id: moderate}, {id: high}, {id: extreme, notify: [safety], review: false}]}\n"
    )
    risk = read(levels).risk
    assert risk.cells == USUAL_MATRIX.cells
    assert (risk.levels[3].name, risk.levels[3].notify, risk.levels[3].review) == (
        USUAL_MATRIX.levels[3].name,
        ("safety",),
        False,
    )
    assert risk.source == USUAL_MATRIX.source


def test_bands_can_be_moved_without_writing_cells() -> None:
    risk = read("risk: {levels: [{id: low, from: 1}, {id: high, from: 10}]}\n").risk
    assert [risk.level_at(4, column).id for column in range(5)] == ["low", "high", "high", "high", "high"]
    assert risk.source == ""


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("[fine, bad, bad]]", "[fine, bad]]", "the matrix has 2 likelihoods and 3 impacts, but its cells are others"),
        ("[fine, bad, bad]]", "[fine, bda, bad]]", "there is no level `bda`; did you mean `bad`?"),
        ("[fine, bad, bad]]", "[fine, bad, fine]]", "`fine` is lower than the cell before it"),
        ("id: often", "id: seldom", "`seldom` is there twice"),
        ("notify: safety", "notify: saftey", "there is no group `saftey`; did you mean `safety`?"),
        ("colour: green", "color: green", "colour"),
        ("purple", "pink", "pink"),
        (" [[fine, fine, bad], [fine, bad, bad]]", "", "cells"),
        ("  cells: [[fine, fine, bad], [fine, bad, bad]]\n", "", "is not five by five"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(wrong: str, right: str, says: str) -> None:
    assert wrong in SMALL
    assert says in " ".join(refused(SMALL.replace(wrong, right)))


def test_levels_without_cells_rise() -> None:
    (problem,) = refused("risk: {levels: [{id: low, from: 8}, {id: high, from: 8}]}\n")
    assert "`high` begins no higher than the level before; put the lowest level first" in problem
