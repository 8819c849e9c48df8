"""When a length of time is over, on a site's calendar, with the time that the clock stood still left out.

Minutes and hours run on. Days count from the day after the opening and end with the day; a day on whose end the clock
stood still does not count. So a pause never makes anything due earlier.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from handlers.deadlines.calendar import Calendar
from playbooks.model.deadlines import Length, Unit

#: When a clock stood still: from, until.
Span = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_FURTHEST = 366 * 20  # days; no pack and no pause reaches beyond


def due(length: Length, opened_at: datetime, calendar: Calendar, pauses: Sequence[Span] = ()) -> datetime:
    """The moment (UTC) at which `length` after `opened_at` is over."""
    match length.unit:
        case Unit.MINUTES:
            return _running(timedelta(minutes=length.count), opened_at, pauses)
        case Unit.HOURS:
            return _running(timedelta(hours=length.count), opened_at, pauses)
    opened_on = calendar.day_of(opened_at)
    days, counts = length.count, _always
    if length.unit is Unit.WORKING_DAYS:
        counts = calendar.is_worked
    elif length.unit is Unit.MONTHS:
        days = (_months_later(opened_on, length.count) - opened_on).days
    return _ends(days, opened_on, calendar, counts, pauses)


def _running(length: timedelta, opened_at: datetime, pauses: Sequence[Span]) -> datetime:
    moment = opened_at + length
    for begin, end in sorted(pauses):
        begin = max(begin, opened_at)
        if begin < moment and end > begin:
            moment += end - begin
    return moment


def _always(day: date) -> bool:
    return True


def _ends(
    days: int, opened_on: date, calendar: Calendar, counts: Callable[[date], bool], pauses: Sequence[Span]
) -> datetime:
    day, left = opened_on, days
    for _ in range(_FURTHEST):
        if left == 0:
            break
        day += _DAY
        if counts(day) and not _stood_still(calendar.end_of(day), pauses):
            left -= 1
    return calendar.end_of(day)


def _stood_still(moment: datetime, pauses: Sequence[Span]) -> bool:
    return any(begin < moment <= end for begin, end in pauses)


def _months_later(day: date, months: int) -> date:
    """The same day of the month; the last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
