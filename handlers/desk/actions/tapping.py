"""Taps on an action, and on “add an action” of a case. Every one is authorised afresh."""

from __future__ import annotations

from collections.abc import Callable

from handlers.actions import Action
from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.actions.naming import name_step
from handlers.desk.actions.settling import ask_proof, ask_reason
from handlers.desk.actions.steering import ask_day, ask_owner
from handlers.desk.actions.words import action_message, is_open_to
from handlers.desk.forms.starting import start_form
from handlers.desk.visit import Visit
from handlers.messages import Message
from handlers.rights import may_add_action, may_see_action, may_settle_action
from handlers.taps import Tap


def action_tapped(visit: Visit, tap: Tap) -> None:
    """Does what an action's button says, in private: there the answers can be given."""
    action = visit.uow.action(tap.target)
    verb, _, argument = tap.action.partition("=")
    case = visit.uow.case(action.case) if action is not None and action.case is not None else None
    if action is None or verb not in _VERBS or not may_see_action(visit.staff, action, case, visit.directory):
        visit.toast(visit.say("This is not for you to open."), alert=True)
    elif not visit.inbound.private:
        right = may_settle_action(visit.staff, action, visit.directory)
        _in_private(visit, action_message(visit, action, visit.say, open_=right))
    else:
        _VERBS[verb](visit, action, argument)
    visit.toast()


def _show(visit: Visit, action: Action, argument: str) -> None:
    visit.tell(action_message(visit, action, visit.say, open_=is_open_to(visit, action)))


def add_to_case(visit: Visit, case: Case) -> None:
    """“Add an action”, on a case: somebody in charge of it is asked what, who and by when."""
    if not may_add_action(visit.staff, case, visit.directory):
        say = visit.say
        visit.toast(say("Only the people in charge of {number} can do that.", number=case.number), alert=True)
    elif visit.uow.drill is not None:
        visit.toast(for_the_debrief(visit), alert=True)
    elif not visit.inbound.private:
        visit.toast(visit.say("Please write to me in a private chat."), alert=True)
    else:
        start_form(visit, case, "corrective-action")


def for_the_debrief(visit: Visit) -> str:
    """What is agreed is in earnest, and a drill's clock may stand still: its trainers look back on it."""
    return visit.say("This is an exercise. What it shows is talked about afterwards.")


def _in_private(visit: Visit, message: Message) -> None:
    """A group's chat has no place for a conversation: it goes on in the private one, if that is open to us."""
    person = visit.staff
    if person.telegram is None or not person.reachable:
        visit.toast(visit.say("Please write to me in a private chat."), alert=True)
        return
    bot, language = visit.house.alert_bot, person.language
    visit.uow.queue(
        Notice(visit.uow.new_id(), bot, person.telegram, message, Lane.PROMPT, staff=person.id, language=language)
    )
    visit.toast(visit.say("I have written to you in our private chat."))


_VERBS: dict[str, Callable[[Visit, Action, str], None]] = {
    "show": _show,
    "done": ask_proof,
    "drop": ask_reason,
    "day": ask_day,
    "to": ask_owner,
    "step": name_step,
}
