"""The programme's rules: how often which teams are to drill which playbooks. Values, kept with the organisation."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_WRITTEN = re.compile(r"^\s*(\d{1,4})\s+(day|week|month|year)s?\s*$")


@dataclass(frozen=True, slots=True)
class Every:
    """A length of time in the calendar: so many months, or so many days."""

    months: int = 0
    days: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """`90 days`, `8 weeks`, `6 months`, `1 year`; at most ten years. Raises ValueError for anything else."""
        found = _WRITTEN.match(text)
        if found is None:
            raise ValueError("write a length of time such as `90 days`, `6 months` or `1 year`")
        count, unit = int(found[1]), found[2]
        read = {
            "day": cls(days=count),
            "week": cls(days=7 * count),
            "month": cls(months=count),
            "year": cls(months=12 * count),
        }[unit]
        if not timedelta(days=1) <= read.length <= timedelta(days=3660):
            raise ValueError("must be between one day and ten years")
        return read

    @property
    def length(self) -> timedelta:
        """About how long it is."""
        return timedelta(days=self.days + 30.5 * self.months)

    @property
    def text(self) -> str:
        """As `read` takes it."""
        count, unit = (self.months, "month") if self.months else (self.days, "day")
        if unit == "month" and count % 12 == 0:
            count, unit = count // 12, "year"
        return f"{count} {unit}{'' if count == 1 else 's'}"

    def after(self, day: date) -> date:
        """That much later: the same day of a later month, or its last."""
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        there = day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
        return there + timedelta(days=self.days)


#: How long ahead trainers are reminded where no rule says it.
AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DrillRule:
    """How often; the first rule that fits a team and a playbook is taken.

    `every` None: never. Without `playbooks` it means every emergency that a scenario plays, without `groups` those
    that are told of the playbook's cases.
    """

    every: Every | None
    playbooks: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ahead: timedelta = AHEAD


#: Where the organisation says nothing: fire twice a year, every other emergency once a year (see docs/drills.md).
USUAL = (DrillRule(Every(months=6), ("fire",)), DrillRule(Every(months=12)))
