"""The part of the organisation file about the risk matrix by which incidents are graded; see `docs/incidents.md`.

risk:
  source: House risk policy, chapter 3
  likelihood: [{id: seldom, name: Seldom}, {id: often, name: Often}]      # the lowest first
  impact: [{id: small, name: Small}, {id: big, name: Big}, {id: huge, name: Huge}]
  levels:
    - {id: fine, name: Fine, colour: green}
    - {id: bad, name: Bad, colour: red, severity: high, notify: [safety], review: true}
  cells: [[fine, fine, bad], [fine, bad, bad]]                            # a row for each likelihood
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from handlers.incidents.matrix import Matrix, RiskLevel, Rung, by_product
from handlers.incidents.usual_matrix import FLOORS, IMPACT, LEVELS, LIKELIHOOD, USUAL_MATRIX
from handlers.organisation.cases import Ids
from playbooks.model import Severity
from playbooks.model.base import Id, Part
from playbooks.problems import Problem, instead
from playbooks.words import Words
from playbooks.yaml_file import Document

Colour = Literal["green", "yellow", "orange", "red", "purple", "blue", "brown", "grey"]

_USUAL = {level.id: (level, floor) for level, floor in zip(LEVELS, FLOORS, strict=True)}


class RungEntry(Part):
    id: Id
    name: Words
    hint: Words | None = None


#: More than seven steps cannot be told apart, neither by people nor on a phone.
Scale = Annotated[list[RungEntry], Field(min_length=2, max_length=7)]


class LevelEntry(Part):
    """What one of the usual levels (low, moderate, high, extreme) leaves out is as usual."""

    id: Id
    name: Words | None = None
    colour: Colour | None = None
    floor: Annotated[int, Field(ge=1, le=49)] | None = Field(default=None, alias="from")
    severity: Severity | None = None
    notify: Ids = Field(default_factory=list)
    review: bool | None = None

    @model_validator(mode="after")
    def _is_named(self) -> LevelEntry:
        if self.id not in _USUAL and (self.name is None or self.colour is None):
            raise ValueError("needs `name:` and `colour:`; only low, moderate, high and extreme have them already")
        return self

    def level(self) -> RiskLevel:
        """What it says, as a value."""
        usual = _USUAL[self.id][0] if self.id in _USUAL else RiskLevel(self.id, Words({"en": self.id}), "grey")
        return RiskLevel(
            self.id,
            self.name or usual.name,
            self.colour or usual.colour,
            self.severity or usual.severity,
            tuple(self.notify),
            usual.review if self.review is None else self.review,
        )

    @property
    def reached_at(self) -> int | None:
        """The score from which on it holds; None when nothing says so."""
        return self.floor or (_USUAL[self.id][1] if self.id in _USUAL else None)


class RiskEntry(Part):
    """What is left out is as in the usual matrix."""

    source: str = ""
    likelihood: Scale | None = None
    impact: Scale | None = None
    levels: Annotated[list[LevelEntry], Field(min_length=2, max_length=7)] | None = None
    cells: list[list[Id]] | None = None

    @model_validator(mode="after")
    def _cells_mean_something(self) -> RiskEntry:
        sizes = [len(scale) for scale in (self.likelihood, self.impact) if scale is not None]
        says_from = self.levels is not None and all(level.floor is not None for level in self.levels)
        if self.cells is None and any(size != 5 for size in sizes) and not says_from:
            raise ValueError(
                "is not five by five, so it must say what its cells mean; write `cells:`, or `from:` on each level"
            )
        return self

    def matrix(self) -> Matrix:
        """The matrix; the file has been found to be right."""
        if self == RiskEntry():
            return USUAL_MATRIX
        likelihood = _rungs(self.likelihood) or USUAL_MATRIX.likelihood
        impact = _rungs(self.impact) or USUAL_MATRIX.impact
        levels = tuple(entry.level() for entry in self.levels) if self.levels is not None else LEVELS
        cells = self._named_cells(levels) or by_product(len(likelihood), len(impact), self._floors())
        same = (likelihood, impact, cells) == (USUAL_MATRIX.likelihood, USUAL_MATRIX.impact, USUAL_MATRIX.cells)
        return Matrix(likelihood, impact, levels, cells, self.source or (USUAL_MATRIX.source if same else ""))

    def _named_cells(self, levels: Sequence[RiskLevel]) -> tuple[tuple[int, ...], ...]:
        names = [level.id for level in levels]
        return tuple(tuple(names.index(cell) for cell in row) for row in self.cells or ())

    def _floors(self) -> tuple[int, ...]:
        return FLOORS if self.levels is None else tuple(entry.reached_at or 1 for entry in self.levels)


def _rungs(scale: list[RungEntry] | None) -> tuple[Rung, ...]:
    return tuple(Rung(entry.id, entry.name, entry.hint) for entry in scale or ())


def wrong_risk(entry: RiskEntry, groups: Sequence[str], document: Document) -> Iterator[Problem]:
    """Names that are there twice or not at all, levels in the wrong order, cells that do not fit."""
    for name in ("likelihood", "impact", "levels"):
        yield from _twice(name, [part.id for part in getattr(entry, name) or ()], document)
    for number, level in enumerate(entry.levels or ()):
        for position, group in enumerate(level.notify):
            if group not in groups:
                here = ("risk", "levels", number, "notify", position)
                yield document.problem(here, f"there is no group `{group}`", instead(group, groups))
    yield from _wrong_cells(entry, document) if entry.cells is not None else _wrong_floors(entry, document)


def _twice(name: str, ids: list[str], document: Document) -> Iterator[Problem]:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            wrong = f"`{one}` is there twice"
            yield document.problem(("risk", name, number, "id"), wrong, "keep one, or give it another id")


def _wrong_floors(entry: RiskEntry, document: Document) -> Iterator[Problem]:
    """Without `cells`, each level needs the score from which on it holds, rising."""
    before = 0
    for number, level in enumerate(entry.levels or ()):
        here = ("risk", "levels", number)
        if level.reached_at is None:
            wrong = f"nothing says which cells are `{level.id}`"
            yield document.problem((*here, "id"), wrong, "write `from: 8`, likelihood times impact, or give `cells:`")
        elif level.reached_at <= before:
            yield document.problem(
                (*here, "id"), f"`{level.id}` begins no higher than the level before", "put the lowest level first"
            )
        before = level.reached_at or before


def _wrong_cells(entry: RiskEntry, document: Document) -> Iterator[Problem]:
    rows, columns = len(entry.likelihood or LIKELIHOOD), len(entry.impact or IMPACT)
    names = [level.id for level in entry.levels] if entry.levels is not None else [level.id for level in LEVELS]
    cells = entry.cells or []
    if len(cells) != rows or any(len(row) != columns for row in cells):
        wrong = f"the matrix has {rows} likelihoods and {columns} impacts, but its cells are others"
        yield document.problem(("risk", "cells"), wrong, f"write {rows} rows of {columns} each")
        return
    unknown = False
    for number, row in enumerate(cells):
        for position, cell in enumerate(row):
            if cell not in names:
                unknown = True
                here = ("risk", "cells", number, position)
                yield document.problem(here, f"there is no level `{cell}`", instead(cell, names))
    if not unknown:
        yield from _falling(cells, names, document)


def _falling(cells: list[list[str]], names: list[str], document: Document) -> Iterator[Problem]:
    """What is more likely, or worse, is never the lower risk: a slip that nobody sees in a table of letters."""
    ranks = [[names.index(cell) for cell in row] for row in cells]
    for number, row in enumerate(ranks):
        for position, rank in enumerate(row):
            before = max(row[position - 1] if position else 0, ranks[number - 1][position] if number else 0)
            if rank < before:
                wrong = f"`{names[rank]}` is lower than the cell before it, though it is more likely or worse"
                remedy = f"write at least `{names[before]}`, or put the lowest likelihood and impact first"
                yield document.problem(("risk", "cells", number, position), wrong, remedy)
