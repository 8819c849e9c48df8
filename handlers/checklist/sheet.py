"""The rows of a checklist as they stand at a moment, and what can be read off all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from handlers.checklist.board import Standing
from handlers.checklist.marks import Mark
from playbooks.model import Phase, PlainStep, Playbook

_PHASES: tuple[Phase, ...] = ("respond", "recover", "aftermath")
RESPONSE = _PHASES[0]


@dataclass(frozen=True, slots=True)
class Row:
    """One row there is now. `settled` is the mark that settled it (None: it is open); `due` may be past."""

    id: str
    step: PlainStep
    playbook: Playbook
    track: str | None
    phase: Phase
    standing: Standing
    settled: Mark | None
    outcome: str | None
    waits_for: tuple[str, ...] = ()  # rows that are to be settled first
    due: datetime | None = None
    again: datetime | None = None  # when it is to be done again
    inside: str | None = None  # the row it is nested in
    heading: bool = False  # it has rows of its own, and is settled by them
    lapsed: bool = False  # nobody did it, and the response is over: it need not be done any more

    @property
    def is_open(self) -> bool:
        return self.outcome is None and not self.lapsed

    @property
    def unsettled(self) -> bool:
        """Whether nobody has ever said how a critical step went: what is to be done again was done all the same."""
        return self.step.critical and self.is_open and self.settled is None and not self.heading

    @property
    def ready(self) -> bool:
        """Whether somebody can begin with it."""
        return self.is_open and not self.waits_for and not self.heading

    def overdue(self, now: datetime) -> bool:
        return self.is_open and not self.heading and self.due is not None and self.due <= now

    @property
    def confirmed_by(self) -> tuple[str, ...]:
        """Who has said that it is done, where several people must."""
        return tuple(mark.by for mark in self.standing.done)


@dataclass(frozen=True)
class Sheet:
    """All rows there are now, as they are best worked, nested ones behind the one they are in."""

    rows: tuple[Row, ...]
    now: datetime

    @cached_property
    def by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    @cached_property
    def work(self) -> tuple[Row, ...]:
        """The rows that are settled by themselves: not those that only hold others, nor what need not be done."""
        return tuple(row for row in self.tappable if not row.lapsed)

    @cached_property
    def tappable(self) -> tuple[Row, ...]:
        """The rows of which something can be said: also, late from a bad connection, of what need not be done."""
        return tuple(row for row in self.rows if not row.heading)

    @property
    def done(self) -> int:
        return sum(not row.is_open for row in self.work)

    @property
    def total(self) -> int:
        return len(self.work)

    @cached_property
    def overdue(self) -> tuple[Row, ...]:
        """The rows whose time is over, the critical first, then by how long."""
        late = [row for row in self.work if row.overdue(self.now)]
        return tuple(sorted(late, key=lambda row: (not row.step.critical, row.due)))

    @property
    def phase(self) -> Phase:
        """The first phase in which something is left to do."""
        left = [row.phase for row in self.work if row.is_open]
        return min(left, key=_PHASES.index, default=_PHASES[-1])

    @property
    def calm(self) -> bool:
        """Whether what was to be done at once is settled; what is left can be done afterwards."""
        return not any(row.is_open and row.phase == RESPONSE for row in self.work)

    @property
    def next_change(self) -> datetime | None:
        """When something is due, or to be done again, without anybody doing anything."""
        moments = [row.due for row in self.work if row.is_open and row.due] + [row.again for row in self.work]
        return min((moment for moment in moments if moment is not None and moment > self.now), default=None)
