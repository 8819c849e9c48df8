"""On which days a joint review is remembered: half-way, on the day, and once it is overdue every week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from handlers.incidents.joint import JointReview

_DAY = timedelta(days=1)
#: A review that is overdue is brought up again and again.
AGAIN = timedelta(days=7)


def next_reminder(review: JointReview, called: date, after: date) -> date | None:
    """The next day, later than `after`, on which it is brought up; None once it is over. `called`: on which day."""
    return next(day for day in _days(called, review.due) if day > after) if review.is_open else None


def _days(called: date, due: date) -> Iterator[date]:
    yield called + (due - called) // 2
    yield due
    for weeks in count():
        yield due + _DAY + weeks * AGAIN
