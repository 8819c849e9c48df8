"""Who is told when a group has trouble that nobody in it sees: its lead, or else those in charge of everything."""

from __future__ import annotations

from collections.abc import Callable

from handlers.desk.duty.handover import tell_privately
from handlers.desk.visit import Visit
from handlers.messages import Message
from handlers.people import Group, Role, Staff
from playbooks.phrases import Phrases


def tell_lead(visit: Visit, group: Group, words: Callable[[Phrases], Message], besides: Staff | None = None) -> None:
    """To the group's lead; when there is none who can be reached, to all duty managers and admins who can."""
    lead = visit.directory.staff_by_id.get(group.lead or "")
    managers = (Role.DUTY_MANAGER, Role.ADMIN)
    told = [lead] if lead is not None and lead != besides and can_be_reached(lead) else None
    for person in told or [p for p in visit.directory.staff if p.role in managers and p != besides]:
        if can_be_reached(person):
            tell_privately(visit, person, words)


def can_be_reached(person: Staff) -> bool:
    """Whether what is sent to somebody has a chance to arrive."""
    return person.active and person.reachable and person.telegram is not None
