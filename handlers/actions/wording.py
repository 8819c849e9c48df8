"""An action's owner, and how it stands, in words: for chats and documents."""

from __future__ import annotations

from datetime import date

from handlers.actions.action import Action, ActionState, Owner
from handlers.alerts.cards import name_of
from handlers.people import Directory
from playbooks.locale_format import day
from playbooks.phrases import Phrases


def standing(action: Action, today: date, say: Phrases) -> str:
    """How it stands, with the day."""
    if action.state is ActionState.DONE:
        # TRANSLATORS: How a corrective action stands.
        return "✓ " + say("done")
    if action.state is ActionState.DROPPED:
        # TRANSLATORS: How a corrective action stands: it will not be done.
        return say("dropped")
    when = day(action.due, say.language, today)
    if action.due < today:
        return "⚠️ " + say("overdue since {day}", day=when)
    return say("due {day}", day=when)


def owner_name(owner: Owner, directory: Directory, language: str) -> str:
    """Who is to do it."""
    group = directory.group_by_id.get(owner.group or "")
    if group is not None:
        return group.name.text(language)
    return name_of(owner.staff, directory) if owner.staff else str(owner.group)
