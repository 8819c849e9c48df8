"""The unit of work that `handlers.ports` describes, put together from its parts."""

from __future__ import annotations

from storage.known import Pending, View
from storage.turn.actions import ActionPart
from storage.turn.drills import DrillPart
from storage.turn.files import FilePart
from storage.turn.listing import CaseListPart
from storage.turn.notices import NoticePart
from storage.turn.people import PeoplePart
from storage.turn.readings import ReadingPart
from storage.turn.rolls import RollPart
from storage.turn.sessions import SessionPart
from storage.turn.timers import TimerPart


class TurnOfWork(
    SessionPart,
    CaseListPart,
    FilePart,
    DrillPart,
    RollPart,
    NoticePart,
    TimerPart,
    PeoplePart,
    ReadingPart,
    ActionPart,
):
    """Implements `handlers.ports.UnitOfWork` for one turn of a batch."""

    def finish(self) -> tuple[View, Pending]:
        """What this turn leaves, and its rows. Raises TypeError or LookupError when something cannot be stored."""
        self._write_sessions()
        self._write_cases()
        return self._view, self._rows
