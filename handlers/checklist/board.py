"""Marks added up.  The same marks give the same board in whatever order, and however often, they come.

Of each row it keeps what can still matter, and no more: the latest word that overrules what was there before, the
latest “done” of the last few people since, the latest word on who is at it, and the first few proofs.  Each is the
greatest (or least) few of a set, so adding is a union: it does not care for order, and twice is once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from handlers.checklist.marks import DONE, FREED, MINE, OPEN, PROOF, Mark

#: How many different people's “done” are kept: as many as a row can ask for.
_PEOPLE = 5
_PROOFS = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one row. `done` is of different people, earliest first, and all later than `said`."""

    said: Mark | None = None  # the latest that is not “done”: cannot, taken back, the way a decision went, …
    done: tuple[Mark, ...] = ()
    owner: Mark | None = None  # the latest on who is at it
    proofs: tuple[Mark, ...] = ()

    @property
    def at_it(self) -> str | None:
        """Who is at it (a staff id), if anybody is."""
        return self.owner.by if self.owner is not None and self.owner.outcome == MINE else None

    @property
    def latest(self) -> Mark | None:
        """The latest word on how it stands."""
        said = [self.said] if self.said is not None else []
        return max((*said, *self.done), key=lambda mark: mark.order, default=None)

    def settled(self, people: int) -> Mark | None:
        """The mark that settled it, if it takes so many different people to say that it is done."""
        if self.done:
            return self.done[people - 1] if len(self.done) >= people else None
        return None if self.said is None or self.said.outcome == OPEN else self.said

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that is kept of it."""
        singles = tuple(mark for mark in (self.said, self.owner) if mark is not None)
        return (*singles, *self.done, *self.proofs)


NOTHING = Standing()


@dataclass(frozen=True, slots=True)
class Board:
    """How every row that was ever marked stands."""

    rows: Mapping[str, Standing] = field(default_factory=dict)

    def of(self, row: str) -> Standing:
        return self.rows.get(row, NOTHING)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Marks that give this board again."""
        return tuple(mark for row in sorted(self.rows) for mark in self.rows[row].marks)


def added(board: Board, mark: Mark) -> Board:
    """The board with one more mark."""
    return Board({**board.rows, mark.row: _with(board.of(mark.row), mark)})


def board_of(marks: Iterable[Mark]) -> Board:
    """What these marks add up to."""
    rows: dict[str, Standing] = {}
    for mark in marks:
        rows[mark.row] = _with(rows.get(mark.row, NOTHING), mark)
    return Board(rows)


def _with(standing: Standing, mark: Mark) -> Standing:
    if mark.outcome in (MINE, FREED):
        return replace(standing, owner=_later(standing.owner, mark))
    if mark.outcome == PROOF:
        proofs = {one.reason: one for one in sorted((*standing.proofs, mark), key=_order, reverse=True)}
        return replace(standing, proofs=tuple(sorted(proofs.values(), key=_order)[:_PROOFS]))
    said = standing.said if mark.outcome == DONE else _later(standing.said, mark)
    return replace(standing, said=said, done=_since(said, (*standing.done, mark)))


def _later(before: Mark | None, mark: Mark) -> Mark:
    return mark if before is None else max(before, mark, key=_order)


def _since(said: Mark | None, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The latest “done” of each of the last few people, those that were not overruled."""
    latest: dict[str, Mark] = {}
    for mark in sorted(marks, key=_order):
        if mark.outcome == DONE and (said is None or mark.order > said.order):
            latest[mark.by] = mark
    return tuple(sorted(latest.values(), key=_order)[-_PEOPLE:])


def _order(mark: Mark) -> tuple[object, str]:
    return mark.order
