"""One person's time on duty: from when until when, without a break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.people import Directory
from handlers.rosters.periods import AHEAD, Period, duty_periods


def stretch_of(directory: Directory, group_id: str, staff_id: str, at: datetime) -> Period | None:
    """How long somebody who is on duty at `at` stays so, at most `AHEAD`; None when they are not."""
    return next((s for s in stretches(directory, group_id, staff_id, at, at + AHEAD) if s.since == at), None)


def stretches(
    directory: Directory, group_id: str, staff_id: str, since: datetime, until: datetime
) -> Iterator[Period]:
    """Each time somebody is on duty, in order; others may come and go beside them."""
    found: Period | None = None
    for period in duty_periods(directory, group_id, since, until):
        mine = tuple(person for person in period.staff if person.id == staff_id)
        if mine and found is not None:
            found = Period(found.since, period.until, mine)
        elif mine:
            found = Period(period.since, period.until, mine)
        elif found is not None:
            yield found
            found = None
    if found is not None:
        yield found
