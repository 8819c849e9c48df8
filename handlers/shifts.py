"""A group's duty roster as it is written down: shifts that come back every week, and what was agreed otherwise.

Who is on duty at a moment follows from these; `handlers.rosters` works it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Shift:
    """Every week on `days` (0 is Monday), by the organisation's wall clock.

    A shift that does not end after it begins ends on the next day; from 07:00 to 07:00 is a whole day.
    """

    days: tuple[int, ...]
    begins: time
    ends: time
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Shifts may overlap: then everybody on them is on duty."""

    weekly: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """From `since` until `until` (not included) `staff` is on duty for `group` in place of `instead_of`.

    With nobody in `instead_of`, besides whoever is. Later ones build on earlier ones; it means nothing while
    `instead_of` is not on duty.
    """

    id: str
    group: str
    staff: str
    instead_of: str | None
    since: datetime
    until: datetime
    made_by: str
