"""Deadline packs: how soon a complaint must be acknowledged, reported on and answered, and whose rule says so."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator
from pydantic.dataclasses import dataclass

from playbooks.model.base import Id, Part
from playbooks.words import Words


class Milestone(StrEnum):
    """What stops a clock: somebody took the case, the complainant heard how it stands, the case was closed."""

    ACKNOWLEDGE = "acknowledge"
    PROGRESS = "progress"
    FINAL = "final"


class Unit(StrEnum):
    MINUTES = "min"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Length:
    """So many minutes or hours by the clock, or so many days or months on a site's calendar."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit.value}"


_LENGTH = re.compile(r"^\s*(\d{1,4})\s*(min|minutes?|h|hours?|d|days?|weeks?|working days?|months?)\s*$")
_UNITS = {
    "min": (Unit.MINUTES, 1),
    "minute": (Unit.MINUTES, 1),
    "h": (Unit.HOURS, 1),
    "hour": (Unit.HOURS, 1),
    "d": (Unit.DAYS, 1),
    "day": (Unit.DAYS, 1),
    "week": (Unit.DAYS, 7),
    "working day": (Unit.WORKING_DAYS, 1),
    "month": (Unit.MONTHS, 1),
}
_MOST = {Unit.MINUTES: 9999, Unit.HOURS: 9999, Unit.DAYS: 730, Unit.WORKING_DAYS: 500, Unit.MONTHS: 24}


def _read_length(value: Any) -> Any:
    if isinstance(value, Length):
        return value
    found = _LENGTH.match(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(
            "write a length of time such as 30 min, 48 hours, 15 days, 7 working days, 8 weeks or 1 month"
        )
    unit, times = _UNITS[found[2].removesuffix("s")]
    length = Length(int(found[1]) * times, unit)
    if not 1 <= length.count <= _MOST[unit]:
        raise ValueError(f"{value} is not between 1 and {_MOST[unit]} {unit.value}; write one that is")
    return length


Limit = Annotated[
    Length,
    BeforeValidator(_read_length),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _LENGTH.pattern}),
]


class DeadlineRule(Part):
    """One clock. `house` is our own target, `legal` what the rule demands; both count from when the case was opened.

    `remind`: how long after the opening those who have it are reminded. A pause moves our own target; the legal limit
    only where the rule itself allows that (`legal_pauses`).
    """

    milestone: Milestone
    name: Words
    house: Limit | None = None
    legal: Limit | None = None
    remind: Limit | None = None
    legal_pauses: bool = False

    @model_validator(mode="after")
    def _limits_something(self) -> DeadlineRule:
        if self.house is None and self.legal is None:
            raise ValueError("limits nothing; write `house: …`, `legal: …` or both")
        return self


class Pack(Part):
    """Deadlines that belong together. `source` names the rule, `reviewed` the day somebody compared the two."""

    id: Id
    version: int = Field(ge=1)
    name: Words
    source: str = Field(min_length=1)
    reviewed: date
    note: Words | None = None
    deadlines: tuple[DeadlineRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Pack:
        milestones = [rule.milestone for rule in self.deadlines]
        if twice := [m.value for m in Milestone if milestones.count(m) > 1]:
            raise ValueError(f"`{twice[0]}` is there twice; keep one of them")
        return self
