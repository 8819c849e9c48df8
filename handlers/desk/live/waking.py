"""The one timer of a case's checklist: set for whatever comes first, and for nothing that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.cases import Case, Status
from handlers.desk.visit import Visit
from handlers.ports import Timer

KIND = "live"

#: How long everybody else's messages wait after a tap, for others to tap as well.
SOON = timedelta(seconds=2)

_NOBODYS_CHAT = 0  # such timers are kept in order by themselves; no chat has this number


def wake_soon(visit: Visit, case: Case) -> Case:
    """Something changed that others are to see."""
    return wake_at(visit, case, visit.uow.now + SOON)


def wake_at(visit: Visit, case: Case, due: datetime | None) -> Case:
    """The case, with its timer set for `due` unless that comes earlier anyway. A timer that was lost is set anew."""
    checklist = case.checklist
    if checklist is None or due is None or case.status in (Status.RESOLVED, Status.WITHDRAWN):
        return case
    lost = checklist.wake is not None and checklist.wake < visit.uow.now - SOON
    if checklist.wake is not None and checklist.wake <= due and not lost:
        return case
    conversation = f"{visit.house.staff_bot}:{_NOBODYS_CHAT}"
    visit.uow.set_timer(Timer(key(case), conversation, due, KIND, {"case": case.id}))
    return replace(case, checklist=replace(checklist, wake=due))


def key(case: Case) -> str:
    """The timer's name."""
    return f"live:{case.id}"
