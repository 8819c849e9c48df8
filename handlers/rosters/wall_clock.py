"""When a weekly shift really begins and ends.

Times on a roster are what the clock on the wall shows. In the night when clocks change a shift is an hour shorter or
longer; a time that comes twice means the first of the two, and one that never comes the moment the clock jumps past
it. One shift's end and the next one's beginning are the same wall time, so no gap and no overlap opens between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.shifts import Shift

DAY = timedelta(days=1)


def occurrences(
    shift: Shift, zone: ZoneInfo, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Beginnings and ends (UTC) of `shift` that touch the time from `since` until `until`, in order."""
    on = since.astimezone(zone).date() - DAY  # yesterday's may still be going on
    last = until.astimezone(zone).date()
    while on <= last:
        if on.weekday() in shift.days:
            ends_on = on if shift.begins < shift.ends else on + DAY
            begins, ends = _moment(on, shift.begins, zone), _moment(ends_on, shift.ends, zone)
            if begins < until and since < ends:
                yield begins, ends
        on += DAY


def _moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at, zone).astimezone(UTC)
