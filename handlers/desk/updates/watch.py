"""The one timer for a case's status updates: set when somebody takes the case, and with every update.

Nobody cancels it: a timer whose case was closed, given back or went on meanwhile does nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.cases import Case, Status
from handlers.desk.visit import Visit
from handlers.ports import Timer
from handlers.updates.cadence import Cadence, Updates
from handlers.updates.choosing import cadence_for
from handlers.updates.deciding import begun, next_question, rechosen
from playbooks.model import Kind

KIND = "update"  # of our timers


def updates_begun(visit: Visit, case: Case) -> Case:
    """Somebody has just taken the case: from now on those who were told hear how it stands."""
    cadence = _cadence(visit, case)
    fresh = begun(cadence, visit.uow.now, zone_of(visit)) if cadence is not None else None
    changed = replace(case, updates=fresh)
    wait_for_question(visit, changed)
    return changed


def updates_rechosen(visit: Visit, before: Case, case: Case) -> Case:
    """The case is worse or less bad than `before`: another cadence may hold from now on."""
    if case.severity is before.severity or case.status is not Status.ACKNOWLEDGED:
        return case
    cadence = _cadence(visit, case)
    if case.updates is None:
        return updates_begun(visit, case)
    if cadence is None:
        return replace(case, updates=None)
    changed = replace(case, updates=rechosen(case.updates, cadence, visit.uow.now, zone_of(visit)))
    wait_for_question(visit, changed)
    return changed


def _cadence(visit: Visit, case: Case) -> Cadence | None:
    """None once an emergency's response is over: everybody has heard that."""
    if case.stood_down is not None:
        return None
    edition = visit.uow.editions.by_digest(case.edition)
    wanted = edition.playbook.report_every if edition is not None and case.kind is Kind.EMERGENCY else None
    return cadence_for(case, visit.directory, wanted)


def question_key(case: Case) -> str:
    """The key of the notices that ask for an update of the case: one that waits gives way to the next."""
    return f"{KIND}:{case.id}"


def wait_for_question(visit: Visit, case: Case) -> None:
    """Sets the timer to when whoever has the case is to be asked next."""
    due = next_question(case.updates, zone_of(visit)) if case.updates is not None else None
    if due is not None:
        ask_at(visit, case, due)


def ask_at(visit: Visit, case: Case, due: datetime) -> None:
    """Sets the timer to `due`."""
    if case.updates is not None:
        data = {"case": case.id, "mark": mark_of(case.updates)}
        visit.uow.set_timer(Timer(f"{KIND}:{case.id}", f"{visit.house.staff_bot}:0", due, KIND, data))


def mark_of(updates: Updates) -> str:
    """Changes with whatever makes a timer that is already on its way meaningless."""
    return f"{updates.since.isoformat()}:{updates.given}:{updates.asked}:{updates.due}"


def zone_of(visit: Visit) -> ZoneInfo:
    """The organisation's clocks."""
    return ZoneInfo(visit.directory.timezone)
