"""The part of the organisation file about duty: who is on it for a group, week by week or by a calendar.

roster: {weekly: [{days: [mon, tue], from: 07:00, to: 15:00, staff: ana}]}
roster: {calendar: duty}            # the address is in MUSTER_CALENDAR__DUTY
roster: {calendar: rosters/duty.ics}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from handlers.organisation.cases import Ids, listed
from handlers.organisation.times import ClockTime, Day
from handlers.rosters.names import folded
from handlers.shifts import DAYS, Feed, Roster, Shift
from playbooks.model.base import Part

#: The end of `MUSTER_CALENDAR__DUTY`.
CALENDAR_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_address(source: str) -> bool:
    """Whether a calendar's source is an address and not the path of a file."""
    return "://" in source


def refusal(address: str) -> str:
    """Why a calendar is not fetched from `address`, without showing it; empty when it is."""
    try:
        parts = urlsplit(address)
        safe = parts.scheme in ("https", "webcal") or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if safe and parts.hostname and parts.port != 0:
            return ""
    except ValueError:
        pass
    return "a calendar's address begins with https://, or is the path of a file"


def _source(value: str) -> str:
    if is_address(value) and (why := refusal(value)):
        raise ValueError(why)
    return value


Source = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_source)]


class ShiftEntry(Part):
    days: Annotated[list[Day], BeforeValidator(listed)] = Field(
        default_factory=lambda: list(get_args(Day)), min_length=1
    )
    begins: ClockTime = Field(alias="from")
    ends: ClockTime = Field(alias="to")
    staff: Ids = Field(min_length=1)


class RosterEntry(Part):
    weekly: list[ShiftEntry] = Field(default_factory=list)
    calendar: Source | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> RosterEntry:
        if bool(self.weekly) is (self.calendar is not None):
            raise ValueError("a roster is either `weekly`, with shifts, or a `calendar`")
        return self


def roster_of(entry: RosterEntry, members: Mapping[str, tuple[str, ...]], file: str) -> Roster:
    """What the entry says. `members` are the group's, with what each is called; paths are seen from `file`."""
    if entry.calendar is None:
        return Roster(tuple(map(_shift, entry.weekly)))
    names = tuple((folded(name), person) for person, called in members.items() for name in called)
    return Roster(feed=Feed(_located(entry.calendar, file), tuple(dict.fromkeys(names))))


def _located(source: str, file: str) -> str:
    if is_address(source) or CALENDAR_NAME.fullmatch(source):
        return source
    return str(Path(file).absolute().parent / source)


def _shift(entry: ShiftEntry) -> Shift:
    days = tuple(sorted({DAYS.index(day) for day in entry.days}))
    return Shift(days, entry.begins, entry.ends, tuple(entry.staff))
