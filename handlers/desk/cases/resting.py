"""Whether whoever took a case is asked about it now, at night or after their shift, and if not, when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.cases import Case
from handlers.desk.telling.lead import can_be_reached
from handlers.desk.visit import Visit
from handlers.escalation.choosing import NIGHT
from handlers.escalation.deciding import after_quiet
from handlers.rosters import AHEAD, on_duty, stretches
from handlers.rosters.off_shift import at_work, may_wake, off_shift
from playbooks.model import Severity


def others_can_take(visit: Visit, case: Case) -> bool:
    """Whether a case that must not lie still goes on to others, as whoever took it went home."""
    if case.escalation is None or case.escalation.policy.release is None or not _is_resting(visit, case):
        return False
    working = (person for group in case.groups for person in on_duty(visit.directory, group, visit.uow.now))
    resting = off_shift(visit.directory, visit.uow.now)
    return any(person.id not in resting and can_be_reached(person) for person in working)


def left_alone_until(visit: Visit, case: Case) -> datetime | None:
    """When they are asked if not now: when it is day, or when they are at work again. None: now.

    Emergencies do not wait, nor does a case that nobody else could take on and that must not lie still.
    """
    now, holder = visit.uow.now, case.acknowledged_by or ""
    if may_wake(case) or case.escalation is None or at_work(holder, visit.directory, now):
        return None
    if _is_resting(visit, case) and case.escalation.policy.release is None:
        return next_shift(visit, holder)
    quiet = case.escalation.policy.quiet or (NIGHT if case.severity in (Severity.LOW, Severity.NORMAL) else None)
    day = after_quiet(now, quiet, ZoneInfo(visit.directory.timezone))
    return day if day > now else None


def _is_resting(visit: Visit, case: Case) -> bool:
    return not may_wake(case) and case.acknowledged_by in off_shift(visit.directory, visit.uow.now)


def next_shift(visit: Visit, staff: str) -> datetime | None:
    """When somebody (a staff id) is on duty next, as far as rosters tell."""
    now, directory = visit.uow.now, visit.directory
    rostered = (group.id for group in directory.groups if group.roster is not None and staff in group.members)
    begins = (next(stretches(directory, group, staff, now, now + AHEAD), None) for group in rostered)
    return min((stretch.since for stretch in begins if stretch is not None), default=None)
