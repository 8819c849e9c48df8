"""Which rows a checklist has now, and how each stands: worked out from the playbook, the answers and the board.

A playbook that a row opened adds its rows below, under names of their own (`evacuation.doors`), and counts its times
from then.  Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.checklist.board import Board, Standing
from handlers.checklist.marks import CANNOT, DONE, NOT_APPLICABLE, Mark
from handlers.checklist.sheet import RESPONSE, Row, Sheet
from handlers.checklist.timing import again_at, due_at
from playbooks.conditions import holds
from playbooks.model import Phase, PlainStep, Playbook, Step

_MOST_PARTS = 5  # checklists in one


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the rows depend on. `editions` gives the playbook of a content hash; `reached`: the levels up to now.

    `afterwards` is when the response was over: from then the times of what comes after it count (None: not yet), and
    what was to be done in it and is not critical need not be done any more (`lapses`).
    """

    playbook: Playbook
    board: Board
    answers: Mapping[str, Any]
    began: datetime
    now: datetime
    reached: Sequence[str] = ()
    afterwards: datetime | None = None
    lapses: bool = False
    editions: Callable[[str], Playbook | None] = field(default=lambda digest: None)


def sheet_of(grounds: Grounds) -> Sheet:
    """The sheet as things stand."""
    rows: list[Row] = []
    seen = {grounds.playbook.id}
    open_: list[tuple[str, Playbook, datetime]] = [("", grounds.playbook, grounds.began)]
    while open_:
        prefix, playbook, began = open_.pop(0)
        mine = list(_Part(grounds, playbook, prefix, began).rows())
        rows += mine
        for opened, at in _opened(mine, grounds):
            if opened.id not in seen and len(seen) < _MOST_PARTS:
                seen.add(opened.id)
                open_.append((f"{opened.id}.", opened, at))
    return Sheet(tuple(rows), grounds.now)


def _opened(rows: Sequence[Row], grounds: Grounds) -> Iterator[tuple[Playbook, datetime]]:
    for row in rows:
        if row.step.opens is not None and row.outcome == DONE and row.settled is not None:
            playbook = grounds.editions(row.settled.edition)
            if playbook is not None:
                yield playbook, row.settled.at


class _Part:
    """The rows of one playbook. Whether a row is there may depend on others, so it is found out once for each."""

    def __init__(self, grounds: Grounds, playbook: Playbook, prefix: str, began: datetime) -> None:
        self._grounds = grounds
        self._playbook = playbook
        self._prefix = prefix
        self._began = began
        self._main = not prefix
        self._parents = {inner.id: step for step in playbook.steps for inner in step.steps}
        self._there: dict[str, bool] = {}
        self._outcomes: dict[str, str | None] = {}

    def rows(self) -> Iterator[Row]:
        for step in self._playbook.steps:
            if self._is_there(step):
                yield self._row(step, step)
                yield from (self._row(inner, step) for inner in step.steps if self._is_there(inner))

    def _row(self, step: PlainStep, outer: Step) -> Row:
        standing, settled = self._standing(step), self._settled(step)
        waits = [name for name in step.after if self._waits(name)]
        outcome = self._outcome(step)
        past = self._is_past(step)
        return Row(
            id=self._prefix + step.id,
            step=step,
            playbook=self._playbook,
            track=outer.track,
            phase=outer.phase,
            standing=standing,
            settled=settled,
            outcome=outcome,
            waits_for=tuple(self._prefix + name for name in waits),
            due=None if past else due_at(step, settled, self._since(step)),
            again=again_at(step, settled) if outcome is not None and not self._over(step) else None,
            inside=None if step is outer else self._prefix + outer.id,
            heading=bool(getattr(step, "steps", ())),
            lapsed=past and outcome is None and not self._critical(step),
        )

    def _critical(self, step: PlainStep) -> bool:
        """Itself, or one of those that it holds."""
        return step.critical or any(inner.critical for inner in getattr(step, "steps", ()) if self._is_there(inner))

    def _standing(self, step: PlainStep) -> Standing:
        return self._grounds.board.of(self._prefix + step.id)

    def _settled(self, step: PlainStep) -> Mark | None:
        """The mark that settled a row; of one that holds others, the last of theirs."""
        if not isinstance(step, Step) or not step.steps:
            return self._standing(step).settled(step.confirm)
        inner = [self._settled(one) for one in step.steps if self._is_there(one)]
        marks = [mark for mark in inner if mark is not None]
        return max(marks, key=lambda mark: mark.order) if marks and len(marks) == len(inner) else None

    def _outcome(self, step: PlainStep) -> str | None:
        """How a row ended, or None while it is open: also when it is time to do it again."""
        if step.id not in self._outcomes:
            self._outcomes[step.id] = None  # whoever looks at themselves sees nothing yet
            self._outcomes[step.id] = self._ended(step)
        return self._outcomes[step.id]

    def _ended(self, step: PlainStep) -> str | None:
        settled = self._settled(step)
        if settled is None:
            return None
        if isinstance(step, Step) and step.steps:
            return _of_all({self._outcome(one) for one in step.steps if self._is_there(one)})
        again = again_at(step, settled)
        if again is not None and again <= self._grounds.now and not self._over(step):
            return None
        return settled.outcome

    def _over(self, step: PlainStep) -> bool:
        """Whether what is repeated need not be any more."""
        return self._is_past(step) or (step.until is not None and self._holds(step.until))

    def _waits(self, name: str) -> bool:
        step = self._playbook.step_by_id.get(name)
        return step is not None and self._is_there(step) and self._settled(step) is None

    def _is_past(self, step: PlainStep) -> bool:
        """Whether it belongs to the response, which is over."""
        return self._grounds.lapses and self._phase(step) == RESPONSE

    def _phase(self, step: PlainStep) -> Phase:
        return self._parents[step.id].phase if step.id in self._parents else getattr(step, "phase", RESPONSE)

    def _since(self, step: PlainStep) -> datetime | None:
        if step.since not in self._playbook.step_by_id:
            return self._began if self._phase(step) == RESPONSE else self._grounds.afterwards
        mark = self._settled(self._playbook.step_by_id[step.since])
        return None if mark is None else mark.at

    def _is_there(self, step: PlainStep) -> bool:
        """One in another needs that as well; one that holds others, at least one of them."""
        parent, inner = self._parents.get(step.id), getattr(step, "steps", ())
        if parent is not None:
            return self._applies(parent) and self._applies(step)
        return self._applies(step) and (not inner or any(map(self._applies, inner)))

    def _applies(self, step: PlainStep) -> bool:
        """By its own conditions alone."""
        if step.id not in self._there:
            self._there[step.id] = False  # whoever waits for themselves is not there
            by_condition = step.when is None or self._holds(step.when)
            self._there[step.id] = by_condition and self._at_this_level(step)
        return self._there[step.id]

    def _at_this_level(self, step: PlainStep) -> bool:
        return not step.levels or not self._main or any(name in step.levels for name in self._grounds.reached[-1:])

    def _holds(self, condition: Any) -> bool:
        answers = self._grounds.answers if self._main else {}
        reached = self._grounds.reached if self._main else ()
        known = self._playbook.question_by_id
        return holds(condition, answers, _Outcomes(self), known, self._grounds.now, reached)

    def known_outcome(self, name: str) -> str | None:
        """How a row that is there ended, for conditions of others."""
        step = self._playbook.step_by_id.get(name)
        return self._last_outcome(step) if step is not None and self._is_there(step) else None

    def _last_outcome(self, step: PlainStep) -> str | None:
        """What is to be done again was done, all the same."""
        settled = self._settled(step)
        return self._outcome(step) or (settled.outcome if settled is not None else None)


def _of_all(inner: set[str | None]) -> str:
    """How a row ended that holds others, by how those did."""
    if CANNOT in inner:
        return CANNOT
    return NOT_APPLICABLE if inner == {NOT_APPLICABLE} else DONE


class _Outcomes(dict[str, str]):
    """How rows ended, looked up as conditions ask."""

    def __init__(self, part: _Part) -> None:
        super().__init__()
        self._part = part

    def get(self, name: str, default: Any = None) -> Any:
        found = self._part.known_outcome(name)
        return default if found is None else found
