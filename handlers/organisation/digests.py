"""The part of a group in the organisation file that says when its digest comes.

digest: {at: ["07:30", "19:30"], days: [mon, tue, wed, thu, fri]}
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import BeforeValidator, Field

from handlers.digests.schedule import DigestTimes
from handlers.organisation.cases import listed
from handlers.organisation.times import ClockTime, Day
from handlers.shifts import DAYS
from playbooks.model.base import Part


class DigestEntry(Part):
    at: Annotated[list[ClockTime], BeforeValidator(listed)] = Field(min_length=1, max_length=24)
    days: Annotated[list[Day], BeforeValidator(listed)] = Field(
        default_factory=lambda: list(get_args(Day)), min_length=1
    )

    @property
    def times(self) -> DigestTimes:
        """What it says, as a value."""
        days = {DAYS.index(day) for day in self.days}
        return DigestTimes(tuple(sorted(set(self.at))), tuple(sorted(days)))
