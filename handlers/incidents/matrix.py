"""The organisation's risk matrix: how likely against how bad, and what each cell of it means.

matrix.level_at(3, 4)        # likelihood and impact as positions from 0, the lowest first
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playbooks.model import Severity
from playbooks.words import Words

#: The colours that a level may have: each has a mark for chats, and is told from the others without seeing colours.
MARKS: Final = {
    "green": "🟩",
    "yellow": "🟨",
    "orange": "🟧",
    "red": "🟥",
    "purple": "🟪",
    "blue": "🟦",
    "brown": "🟫",
    "grey": "⬜",
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a scale: its name on a button, and what is meant by it."""

    id: str
    name: Words
    hint: Words | None = None


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """What a cell means. Once a case is graded so, it is at least as bad as `severity`, and `notify` (groups) know.

    `review`: whoever grades it so is offered to call several groups together.
    """

    id: str
    name: Words
    colour: str
    severity: Severity | None = None
    notify: tuple[str, ...] = ()
    review: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Both scales and the levels have the lowest first. `cells` holds positions in `levels`: a row for each
    likelihood, in it one for each impact."""

    likelihood: tuple[Rung, ...]
    impact: tuple[Rung, ...]
    levels: tuple[RiskLevel, ...]
    cells: tuple[tuple[int, ...], ...]
    source: str = ""

    def level_at(self, likelihood: int, impact: int) -> RiskLevel:
        """What it means that something is that likely and that bad (positions from 0)."""
        return self.levels[self.cells[likelihood][impact]]

    def level(self, level_id: str) -> RiskLevel | None:
        """The level called so; None for one of an earlier matrix."""
        return next((level for level in self.levels if level.id == level_id), None)


def by_product(likelihoods: int, impacts: int, floors: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Cells by likelihood times impact, both counted from 1: the highest level whose floor that reaches."""
    return tuple(
        tuple(_reached(row * column, floors) for column in range(1, impacts + 1)) for row in range(1, likelihoods + 1)
    )


def _reached(score: int, floors: tuple[int, ...]) -> int:
    return max((index for index, floor in enumerate(floors) if score >= floor), default=0)


def scaled(score: int, of: int, rungs: int) -> int:
    """The position (from 0) on a scale of `rungs` that is as high as `score` (from 1) on a scale of `of`."""
    return (2 * (score - 1) * (rungs - 1) + (of - 1)) // (2 * (of - 1))
