"""What is open, in the order in which somebody should look at it: each case once, where it is gravest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from handlers.alerts.clock_words import deadlines_of, is_closed
from handlers.cases import Case, Run, Status
from handlers.deadlines import Deadline, State
from handlers.people import Directory
from playbooks.model import Area, Severity


class Part(IntEnum):
    """The parts of a digest, the gravest first."""

    OVERDUE = 0  # a target or a legal limit has passed
    NOT_TAKEN = 1
    WAITING = 2  # somebody has it and waits for others: its clock is stopped, or help was asked for
    TAKEN = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """An open case, and the worst of its clocks that ran out."""

    case: Case
    overdue: Deadline | None = None

    @property
    def part(self) -> Part:
        if self.overdue is not None:
            return Part.OVERDUE
        if self.case.status is Status.OPEN:
            return Part.NOT_TAKEN
        return Part.WAITING if self.waits else Part.TAKEN

    @property
    def waits(self) -> bool:
        """Whether whoever has it waits for others."""
        return is_paused(self.case) or needs_help(self.case)


@dataclass(frozen=True, slots=True)
class Digest:
    """`matters` by part, then the worst severity, then the oldest."""

    matters: tuple[Matter, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """What the incidents among them are about, that of most of them first."""
        found = (matter.case.about.area for matter in self.matters if matter.case.about is not None)
        return tuple(area for area, _ in Counter(area for area in found if area is not None).most_common())

    def of(self, area: Area | None) -> Digest:
        """Only the incidents of an area; all of it for None."""
        if area is None:
            return self
        return Digest(tuple(m for m in self.matters if m.case.about is not None and m.case.about.area is area))

    @property
    def overdue(self) -> int:
        return sum(matter.overdue is not None for matter in self.matters)

    @property
    def not_taken(self) -> int:
        return sum(matter.case.status is Status.OPEN for matter in self.matters)

    @property
    def waiting(self) -> int:
        return sum(matter.case.status is not Status.OPEN and matter.waits for matter in self.matters)


def gathered(cases: Iterable[Case], directory: Directory, now: datetime) -> Digest:
    """What is open of `cases` at `now`. Drills are none of it."""
    real = (case for case in cases if case.run is Run.REAL and not is_closed(case))
    matters = (Matter(case, worst_overdue(case, directory, now)) for case in real)
    return Digest(tuple(sorted(matters, key=_order)))


def worst_overdue(case: Case, directory: Directory, now: datetime) -> Deadline | None:
    """Of the clocks of an open case that ran out: one whose legal limit has passed, else the first."""
    return min(overdue(case, directory, now), key=lambda d: (d.state is not State.MISSED, d.due), default=None)


def overdue(case: Case, directory: Directory, now: datetime) -> list[Deadline]:
    """The clocks of a case that ran out and still wait; none of a case that is closed."""
    deadlines = () if is_closed(case) else deadlines_of(case, directory, now)
    return [deadline for deadline in deadlines if deadline.waits and deadline.passed is not None]


def is_paused(case: Case) -> bool:
    """Whether the clocks of the case stand still for a reason."""
    return case.terms is not None and case.terms.paused is not None


def needs_help(case: Case) -> bool:
    """Whether more people were called in since somebody took the case."""
    asked = case.escalation.asked_at if case.escalation is not None else None
    return asked is not None and case.acknowledged_at is not None and asked > case.acknowledged_at


def _order(matter: Matter) -> tuple[Part, int, datetime, str]:
    case = matter.case
    return matter.part, -list(Severity).index(case.severity), case.opened_at, case.id
