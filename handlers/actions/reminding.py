"""When an action's owner is reminded: ahead, on the day, and once it is overdue together with whoever leads them.

Plain functions of days on the organisation's clocks; `handlers.desk.actions.due` does what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from handlers.actions.action import Action

#: So long ahead of the day, if it was agreed earlier than that.
AHEAD = timedelta(days=3)
#: An action that is overdue is brought up again and again.
AGAIN = timedelta(days=7)
_DAY = timedelta(days=1)


class Reminder(StrEnum):
    AHEAD = "ahead"
    TODAY = "today"
    OVERDUE = "overdue"


def reminder_on(action: Action, today: date) -> Reminder | None:
    """What is said today of an action that is open; None for one that is settled."""
    if not action.is_open:
        return None
    if today > action.due:
        return Reminder.OVERDUE
    return Reminder.TODAY if today == action.due else Reminder.AHEAD


def next_reminder(action: Action, after: date) -> date | None:
    """The next day, later than `after`, on which it is brought up; None for one that is settled."""
    if not action.is_open:
        return None
    return next(day for day in _days(action) if day > after)


def _days(action: Action) -> Iterator[date]:
    yield action.due - AHEAD
    yield action.due
    for weeks in count():
        yield action.due + _DAY + weeks * AGAIN
