"""A group's duty roster as it is written down: shifts that come back every week, or those of a calendar that is kept
elsewhere, and what was agreed otherwise.

Who is on duty at a moment follows from these; `handlers.rosters` works it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

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
class Feed:
    """A calendar that says who is on duty.

    `source` is an address, a file's path, or the end of the setting that holds either (`MUSTER_CALENDAR__DUTY`).
    `names` are what the calendar may call the members, as `handlers.rosters.names.folded` has it, with their ids.
    """

    source: str
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """From `since` until `until` (not included) these people are on duty."""

    since: datetime
    until: datetime
    staff: tuple[str, ...]


class Wrong(StrEnum):
    """Why an event of a calendar, or a part of it, puts nobody on duty."""

    UNKNOWN = "unknown"  # no member is called that
    SEVERAL = "several"  # more than one is
    NOBODY = "nobody"  # it names no one
    EMPTY = "empty"  # it does not end after it begins
    OFTEN = "often"  # it comes back more often than daily


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one event; `name` is what it calls whoever is not known."""

    wrong: Wrong
    title: str
    since: datetime
    name: str = ""

    @property
    def key(self) -> str:
        """The same for every occurrence of the event."""
        return "\n".join((self.wrong.value, self.title, self.name))


class Trouble(StrEnum):
    """Why a calendar cannot be read."""

    UNREACHABLE = "unreachable"
    FAILING = "failing"  # its server says that it has a fault
    GONE = "gone"
    REFUSED = "refused"
    TOO_LARGE = "too-large"
    NO_CALENDAR = "no-calendar"
    NO_SETTING = "no-setting"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was last read from a calendar, and what keeps it from being read since `failing_since`."""

    shifts: tuple[Planned, ...] | None = None  # None: it was never read
    findings: tuple[Finding, ...] = ()
    failing_since: datetime | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Shifts may overlap: then everybody on them is on duty. It is weekly, or has a `feed` and what that said."""

    weekly: tuple[Shift, ...] = ()
    feed: Feed | None = None
    plan: Plan = Plan()

    @property
    def is_known(self) -> bool:
        """False while a calendar was never read: nobody can say who is on duty."""
        return self.feed is None or self.plan.shifts is not None


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
