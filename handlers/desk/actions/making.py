"""An action is agreed: it gets a number, its owner hears of it, and from then on it is followed up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from handlers.actions import Action, Origin, Owner, Target
from handlers.actions.wording import owner_name
from handlers.cases import Case, Happening, Run
from handlers.desk.actions.telling import reached_owners, tell_owner
from handlers.desk.actions.waiting import today, wait_for_reminder
from handlers.desk.actions.words import action_message
from handlers.desk.visit import Visit
from handlers.numbers import case_number, year_of
from handlers.rights import may_add_action
from playbooks.locale_format import day
from playbooks.phrases import Phrases

#: The letter that actions are counted under.
SERIES = "A"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed on: `source` is the number of a case, or of a drill's run, that it came from."""

    what: str
    owner: Owner
    due: date
    origin: Origin
    source: str | None = None
    target: Target | None = None


def add_action(visit: Visit, agreed: Agreed, case: Case | None = None) -> Action:
    """Keeps it, notes it on the case, tells its owner, and sees to the reminders. The caller has authorised it.

    An action is always in earnest: what a drill's case showed is noted with its number or its run, not on the case.
    """
    uow = visit.uow
    number = case.number if case is not None else None
    case = case if case is not None and case.run is Run.REAL else None
    year = year_of(uow.now, ZoneInfo(visit.directory.timezone))
    action = Action(
        id=uow.new_id(),
        number=case_number(SERIES, year, uow.next_number(SERIES, year)),
        what=agreed.what,
        owner=agreed.owner,
        due=agreed.due,
        origin=agreed.origin,
        made_by=visit.staff.id,
        made_at=uow.now,
        case=case.id if case is not None else None,
        source=agreed.source or number,
        target=agreed.target,
    )
    uow.keep_action(action)
    note(visit, action, "action", what=action.what, origin=action.origin.value)
    wait_for_reminder(visit, action)
    _tell(visit, action)
    return action


def note(visit: Visit, action: Action, kind: str, **more: Any) -> None:
    """Puts what happened with an action on its case's timeline, if it has a case."""
    if action.case is None:
        return
    owner = {"staff": action.owner.staff} if action.owner.staff else {"group": action.owner.group}
    data = {"action": action.number, **owner, "due": action.due.isoformat(), **more}
    visit.uow.record(action.case, Happening(kind, visit.staff.id or None, data))


def _tell(visit: Visit, action: Action) -> None:
    def words(say: Phrases) -> str:
        when = day(action.due, say.language, today(visit))
        return say("{name} asks you to put something right by {day}.", name=visit.staff.name, day=when)

    if action.owner.staff != visit.staff.id:
        tell_owner(visit, action, words)


def action_submitted(visit: Visit, case: Case, given: Mapping[str, Any]) -> None:
    """The form was filled in by somebody who may still do that."""
    if not may_add_action(visit.staff, case, visit.directory):
        visit.tell(visit.say("Only the people in charge of {number} can do that.", number=case.number))
        return
    target = Target(case.playbook, case.edition) if given.get("playbook") == "yes" else None
    action = add_action(visit, agreed_in(given, Origin.CASE, target), case)
    confirm(visit, action)


def agreed_in(
    given: Mapping[str, Any], origin: Origin, target: Target | None = None, source: str | None = None
) -> Agreed:
    """What a form's answers `what`, `owner` and `due` say."""
    return Agreed(given["what"], Owner(**given["owner"]), date.fromisoformat(given["due"]), origin, source, target)


def confirm(visit: Visit, action: Action) -> None:
    """Shows what was agreed to whoever made it."""
    name = owner_name(action.owner, visit.directory, visit.staff.language)
    opening = visit.say("Noted. {name} is told, and reminded.", name=name)
    if not _can_be_told(visit, action):
        opening = visit.say("Noted. {name} cannot be reached here: please tell them.", name=name)
    visit.tell(action_message(visit, action, visit.say, opening))


def _can_be_told(visit: Visit, action: Action) -> bool:
    group = visit.directory.group_by_id.get(action.owner.group or "")
    chat = group is not None and group.open_chat is not None
    return chat or bool(reached_owners(visit, action))
