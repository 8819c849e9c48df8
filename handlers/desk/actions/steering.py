"""Another day for an action, or another owner: agreed by whoever made it, its owner's lead, or a manager."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from handlers.actions import Action, Owner, given, put_off
from handlers.desk.actions.making import note
from handlers.desk.actions.telling import tell_owner
from handlers.desk.actions.waiting import today, wait_for_reminder
from handlers.desk.actions.words import action_message, tap_data
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.rights import may_steer_action
from handlers.taps import mark
from playbooks.locale_format import day
from playbooks.phrases import Phrases

#: Days that are offered, from today.
_LATER = tuple(timedelta(days=days) for days in (1, 3, 7, 14, 30, 90))
#: The furthest that a button can put it.
_FAR = timedelta(days=366)
_PAGE = 16  # names on one message


def ask_day(visit: Visit, action: Action, argument: str) -> None:
    """Offers days, or takes the one that was tapped."""
    if not _may(visit, action):
        return
    if not argument:
        days = [today(visit) + later for later in _LATER]
        buttons = [Button(day(on, visit.staff.language, today(visit)), tap_data(action, f"day={on}")) for on in days]
        rows = tuple(tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3))
        visit.tell(Message((Span(f"{action.number}\n" + visit.say("By which day instead?")),), rows))
        return
    on = _day(argument)
    if on is None or not today(visit) <= on <= today(visit) + _FAR:
        visit.toast(visit.say("That button does nothing here."))
        return
    _changed(visit, action, put_off(action, on))


def ask_owner(visit: Visit, action: Action, argument: str) -> None:
    """Offers groups and people, page by page (`=p2`), or gives it to the one that was tapped."""
    if not _may(visit, action):
        return
    if not argument or (argument[:1] == "p" and argument[1:].isdecimal()):
        page = int(argument[1:] or 0) if len(argument) < 5 else 0
        visit.tell(_owners(visit, action, page))
        return
    owner = _owner(visit, argument)
    if owner is None:
        visit.toast(visit.say("That button does nothing here."))
        return
    _changed(visit, action, given(action, owner))


def _owners(visit: Visit, action: Action, page: int) -> Message:
    directory, language = visit.directory, visit.staff.language
    everybody = [(f"👥 {group.name.text(language)}", f"g-{mark(group.id)}") for group in directory.groups]
    people = sorted((p for p in directory.staff if p.active), key=lambda person: person.name.casefold())
    everybody += [(person.name, f"s-{mark(person.id)}") for person in people]
    shown = everybody[page * _PAGE : (page + 1) * _PAGE]
    buttons = [Button(name, tap_data(action, f"to={token}")) for name, token in shown]
    rows: list[Row] = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    if len(everybody) > (page + 1) * _PAGE:
        rows.append((Button("▶", tap_data(action, f"to=p{page + 1}")),))
    return Message((Span(f"{action.number}\n" + visit.say("Who will see to it?")),), tuple(rows))


def _owner(visit: Visit, token: str) -> Owner | None:
    kind, _, wanted = token.partition("-")
    if kind == "g":
        group = next((group.id for group in visit.directory.groups if mark(group.id) == wanted), None)
        return None if group is None else Owner(group=group)
    person = next((p.id for p in visit.directory.staff if p.active and mark(p.id) == wanted), None)
    return None if person is None or kind != "s" else Owner(staff=person)


def _changed(visit: Visit, before: Action, action: Action) -> None:
    """Keeps it, notes it, and tells whoever is to do it."""
    if action == before:
        visit.toast(visit.say("It is so already."))
        return
    visit.uow.keep_action(action)
    note(visit, action, "action changed")
    wait_for_reminder(visit, action)
    if action.owner.staff != visit.staff.id:
        tell_owner(visit, action, _words(visit, before, action))
    visit.tell(action_message(visit, action, visit.say, visit.say("Noted.")))
    visit.toast(visit.say("Noted."))


def _words(visit: Visit, before: Action, action: Action) -> Callable[[Phrases], str]:
    def words(say: Phrases) -> str:
        when = day(action.due, say.language, today(visit))
        if action.owner != before.owner:
            return say("{name} asks you to put something right by {day}.", name=visit.staff.name, day=when)
        return say("{name} has agreed another day: {day}.", name=visit.staff.name, day=when)

    return words


def _may(visit: Visit, action: Action) -> bool:
    if not action.is_open:
        visit.toast(visit.say("That is settled already."))
    elif not may_steer_action(visit.staff, action, visit.directory):
        visit.toast(visit.say("Only whoever agreed it, their lead or a manager can do that."), alert=True)
    else:
        return True
    return False


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
