"""Who is asked how a case stands."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.people import Directory, Staff

#: Who speaks for the team, where the playbook has such a role.
COMMUNICATOR = "communicator"


def is_awaited(case: Case) -> bool:
    """Whether those who were told wait for an update that was promised."""
    return case.status is Status.ACKNOWLEDGED and case.updates is not None and case.updates.due is not None


def speaker(case: Case, directory: Directory) -> Staff | None:
    """Whoever speaks for the team, else whoever took the case; of those who have an account, if there is one."""
    names = (*case.team.holders(COMMUNICATOR), case.acknowledged_by or "")
    people = (directory.staff_by_id.get(name) for name in names)
    return next((person for person in people if person and person.active and person.telegram is not None), None)
