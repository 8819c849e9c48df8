"""Who is on duty: plain functions of the organisation and a moment.

    people = on_duty(directory, "duty", at)              # () when nobody is: a gap
    period = next_on_duty(directory, "duty", at)         # whoever comes after them, and from when until when

A group without a roster always has all its active members on duty.
"""

from handlers.rosters.duty import on_duty
from handlers.rosters.periods import AHEAD, Period, duty_periods, gaps, next_on_duty, period_at, starts
from handlers.rosters.stretches import stretch_of, stretches

__all__ = [
    "AHEAD",
    "Period",
    "duty_periods",
    "gaps",
    "next_on_duty",
    "on_duty",
    "period_at",
    "starts",
    "stretch_of",
    "stretches",
]
