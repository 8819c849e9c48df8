"""By when a case must be answered: plain functions of its pack, the calendar and pauses.

terms = Terms(pack)
for deadline in clocks(terms, opened_at, calendar, now, met={}):
    deadline.name, deadline.house, deadline.legal, deadline.state
"""

from handlers.deadlines.alarms import Alarm, Step, due_alarms, next_alarm, said_in_vain
from handlers.deadlines.calendar import Calendar
from handlers.deadlines.clocks import Deadline, Pause, State, Terms, clocks
from handlers.deadlines.rechoosing import rechosen

__all__ = [
    "Alarm",
    "Calendar",
    "Deadline",
    "Pause",
    "State",
    "Step",
    "Terms",
    "clocks",
    "due_alarms",
    "next_alarm",
    "rechosen",
    "said_in_vain",
]
