"""Where and when somebody who is missing was last heard of: what they said to us, and what they did on the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.cases import Case
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.rollcall.calls import RollLine
from handlers.rollcall.lists import Trace


def traces_of(visit: Visit, case: Case, lines: Sequence[RollLine]) -> dict[str, Trace]:
    """A trace for each of these people of whom there is one. Their sessions are read together, once."""
    chats = {line.staff: chat for line in lines if (chat := _chat(visit, line)) is not None}
    sessions = visit.uow.glance_at_sessions(list(chats.values())) if chats else {}
    found = {staff: _trace(case, staff, sessions.get(chat)) for staff, chat in chats.items()}
    return {staff: trace for staff, trace in found.items() if trace != Trace()}


def _chat(visit: Visit, line: RollLine) -> str | None:
    person = visit.directory.staff_by_id.get(line.staff)
    return None if person is None or person.telegram is None else f"{visit.house.staff_bot}:{person.telegram}"


def _trace(case: Case, staff: str, session: Session | None) -> Trace:
    named = session.desk.get("at_since") if session is not None else None
    moments = [datetime.fromisoformat(named)] if named else []
    if session is not None and session.last_event_at is not None:
        moments.append(session.last_event_at)
    moments += _at_work(case, staff)
    return Trace(max(moments, default=None), session.desk.get("at") if session is not None else None)


def _at_work(case: Case, staff: str) -> Iterable[datetime]:
    marks = case.checklist.board.marks if case.checklist is not None else ()
    return [mark.at for mark in marks if mark.by == staff]
