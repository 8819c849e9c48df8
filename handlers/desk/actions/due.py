"""An action's morning has come: its owner is reminded, and once it is overdue whoever leads them hears of it, too."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.actions import Action, Reminder, reminder_on
from handlers.actions.wording import owner_name
from handlers.desk.actions.telling import tell_leads, tell_owner
from handlers.desk.actions.waiting import morning, today, wait_for_reminder, wait_until
from handlers.desk.cases.resting import next_shift
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.ports import UnitOfWork
from handlers.rosters.off_shift import off_shift
from playbooks.locale_format import day
from playbooks.phrases import Phrases


def action_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Says what is to be said that day. A timer whose action was settled or put off meanwhile does nothing."""
    action = uow.action(event.data["action"])
    if action is None or event.data["due"] != action.due.isoformat():
        return
    visit = from_muster(inbound, uow, house)
    reminder = reminder_on(action, today(visit))
    if reminder is None:
        return
    if (later := _at_work_again(visit, action, reminder)) is not None:
        wait_until(visit, action, later)
        return
    reached = tell_owner(visit, action, lambda say: _words(visit, action, reminder, say))
    if reminder is Reminder.OVERDUE or not reached:
        tell_leads(visit, action, lambda say: _words_of_lead(visit, action, say, reached=reached))
    wait_for_reminder(visit, action)


def _at_work_again(visit: Visit, action: Action, reminder: Reminder) -> datetime | None:
    """When an owner who is off shift is back, if that is before it would be overdue. None: they are told now."""
    now, directory = visit.uow.now, visit.directory
    if reminder is Reminder.OVERDUE or action.owner.staff not in off_shift(directory, now):
        return None
    back, last = next_shift(visit, action.owner.staff or ""), morning(visit, action.due + timedelta(days=1))
    return back if back is not None and now < back < last else None


def _words(visit: Visit, action: Action, reminder: Reminder, say: Phrases) -> str:
    match reminder:
        case Reminder.AHEAD:
            when = day(action.due, say.language, today(visit))
            return "🔧 " + say("This is to be put right by {day}.", day=when)
        case Reminder.TODAY:
            return "🔧 " + say("This is to be put right today.")
    return "⚠️ " + say("This should have been put right. Please do it, or say why not.")


def _words_of_lead(visit: Visit, action: Action, say: Phrases, *, reached: bool) -> str:
    owner = owner_name(action.owner, visit.directory, say.language)
    if not reached:
        # TRANSLATORS: To a lead: whoever is to put something right has no account here, or has left.
        return "⚠️ " + say("{name} cannot be reached about this. Please give it to somebody else.", name=owner)
    return "⚠️ " + say("{name} has not put this right in time.", name=owner)
