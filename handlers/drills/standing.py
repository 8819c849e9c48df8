"""How a run stands, as far as every turn and the sending of messages must know: kept with the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

    @property
    def is_live(self) -> bool:
        """Whether it has begun and is not over."""
        return self.state in (State.RUNNING, State.PAUSED, State.FROZEN)
