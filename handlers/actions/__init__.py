"""Corrective actions: what was found is put right by somebody, by a day, and that is followed up.

The values and what can be decided about them, as plain functions; `handlers.desk.actions` talks about them.
"""

from handlers.actions.action import Action, ActionState, Origin, Owner, Target, done, dropped, given, put_off
from handlers.actions.looking import concerns, leads_of, owners_of
from handlers.actions.reminding import Reminder, next_reminder, reminder_on

__all__ = [
    "Action",
    "ActionState",
    "Origin",
    "Owner",
    "Reminder",
    "Target",
    "concerns",
    "done",
    "dropped",
    "given",
    "leads_of",
    "next_reminder",
    "owners_of",
    "put_off",
    "reminder_on",
]
