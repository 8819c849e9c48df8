"""When somebody is to be reminded of a clock, and when it is said that one ran out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from handlers.deadlines.calendar import Calendar
from handlers.deadlines.clocks import Deadline, Terms


class Step(IntEnum):
    """The warnings of one clock, the mildest first."""

    REMIND = 0
    HOUSE = 1
    LEGAL = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """`at`: when it is to be said (UTC)."""

    deadline: Deadline
    step: Step
    at: datetime

    @property
    def key(self) -> str:
        """`final.house`: what the case remembers once it was said."""
        return f"{self.deadline.milestone.value}.{self.step.name.lower()}"


def next_alarm(terms: Terms, deadlines: Sequence[Deadline], calendar: Calendar, *, urgent: bool) -> datetime | None:
    """When the next alarm is due; None when all is said or done, or stands still."""
    return min((alarm.at for alarm in _open(terms, deadlines, calendar, urgent)), default=None)


def due_alarms(
    terms: Terms, deadlines: Sequence[Deadline], calendar: Calendar, now: datetime, *, urgent: bool
) -> tuple[Alarm, ...]:
    """What is to be said now. Of one clock's several warnings all are given, the gravest last."""
    found = (alarm for alarm in _open(terms, deadlines, calendar, urgent) if alarm.at <= now)
    return tuple(sorted(found, key=lambda alarm: (alarm.at, alarm.step)))


def said_in_vain(terms: Terms, deadlines: Sequence[Deadline], calendar: Calendar, now: datetime) -> frozenset[str]:
    """Alarms that were said of what is due only later, since the calendar or the deadlines changed."""
    everything = _open(replace(terms, told=()), deadlines, calendar, urgent=True)  # as due, not as heard
    return frozenset(alarm.key for alarm in everything if alarm.at > now and alarm.key in terms.told)


def _open(terms: Terms, deadlines: Sequence[Deadline], calendar: Calendar, urgent: bool) -> Iterator[Alarm]:
    for deadline in deadlines:
        moments = (deadline.remind, deadline.house, deadline.legal)
        for step, moment in zip(Step, moments, strict=True):
            stands = terms.paused is not None and (step is Step.HOUSE or not deadline.legal_runs)
            if moment is None or not deadline.waits or stands:
                continue
            alarm = Alarm(deadline, step, moment if urgent else calendar.awake(moment))
            if alarm.key not in terms.told:
                yield alarm
