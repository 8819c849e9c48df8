"""When it is said that a group's calendar cannot be read: once a day, and not of what passes by itself in an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.people import Group
from handlers.shifts import Trouble

AGAIN = timedelta(days=1)
PATIENCE = timedelta(hours=1)  # with what often passes by itself
_FLEETING = (Trouble.UNREACHABLE, Trouble.FAILING)


def next_word(group: Group, said: datetime | None) -> datetime | None:
    """When it is to be said (again), having been said at `said`; None when nothing is wrong."""
    plan = group.roster.plan if group.roster is not None else None
    if plan is None or plan.failing_since is None or plan.trouble is None:
        return None
    first = plan.failing_since + (PATIENCE if plan.trouble in _FLEETING else timedelta())
    return first if said is None else max(first, said + AGAIN)
