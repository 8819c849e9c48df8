"""How a run stands, as far as every turn and the sending of messages must know: kept with the organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.drills.clock import ExerciseClock, Stretch


class State(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    FROZEN = "frozen"  # by a real emergency
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Standing:
    """`people` (staff ids), `groups` (ids, by their chats) and `outside` (channels) are all it may reach."""

    id: str
    number: str
    state: State
    site: str | None
    people: tuple[str, ...]
    leads: tuple[str, ...] = ()  # who may rule over it
    playing: tuple[str, ...] = ()  # whose own reports are part of it now
    groups: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # telephone numbers that none of its messages shows
    evaluators: tuple[str, ...] = ()
    clock: Stretch | None = None  # how its clock runs since the last ruling

    def shows(self, real: datetime) -> datetime:
        """What its clock shows now."""
        return ExerciseClock(() if self.clock is None else (self.clock,)).shows(real)

    @property
    def is_live(self) -> bool:
        """Whether it has begun and is not over."""
        return self.state in (State.RUNNING, State.PAUSED, State.FROZEN)


def in_exercises(drills: Iterable[Standing]) -> frozenset[str]:
    """Ids of everybody in a run that goes on: they must hear at once when something real happens."""
    return frozenset(staff for run in drills if run.is_live for staff in run.people)
