"""The one timer of an action that is open: the next morning on which somebody is reminded of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handlers.actions import Action, next_reminder
from handlers.desk.visit import Visit
from handlers.ports import Timer

KIND = "action"  # of our timers
_MORNING = time(9)


def today(visit: Visit) -> date:
    """The day it is on the organisation's clocks."""
    return visit.uow.now.astimezone(ZoneInfo(visit.directory.timezone)).date()


def wait_for_reminder(visit: Visit, action: Action) -> None:
    """Sets the timer to the next morning on which it is to be brought up, later than today; or takes it away."""
    following = next_reminder(action, today(visit))
    if following is None:
        visit.uow.cancel_timer(_key(action))
    else:
        wait_until(visit, action, morning(visit, following))


def wait_until(visit: Visit, action: Action, due: datetime) -> None:
    """Sets the timer to `due`."""
    data = {"action": action.id, "due": action.due.isoformat()}
    visit.uow.set_timer(Timer(_key(action), f"{visit.house.staff_bot}:0", due, KIND, data))


def morning(visit: Visit, on: date) -> datetime:
    """When people are reminded on that day (UTC)."""
    return datetime.combine(on, _MORNING, ZoneInfo(visit.directory.timezone)).astimezone(UTC)


def _key(action: Action) -> str:
    return f"{KIND}:{action.id}"
