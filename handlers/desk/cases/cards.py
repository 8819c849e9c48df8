"""Taps on a case's card and on what is said about it. Every tap is checked afresh against who tapped."""

from __future__ import annotations

from collections.abc import Callable

from handlers.cases import Case
from handlers.desk.actions.tapping import add_to_case
from handlers.desk.after.beginning import start_follow_up, start_review
from handlers.desk.after.standing_down import ask_end, end_response, go_on_after_all, told_that_it_is_over
from handlers.desk.after.waiving import settle_from_list
from handlers.desk.alarm.calling_off import agree, refuse
from handlers.desk.alarm.shouting import ask_message
from handlers.desk.alarm.wrong_tap import surely_off, wrong_tap
from handlers.desk.alike.linking import unlink
from handlers.desk.alike.merging import apart_again, same_as
from handlers.desk.cases.assigning import give_away, give_on, offer_names
from handlers.desk.cases.care import acknowledge, ask_note, resolve, show
from handlers.desk.cases.changing import change_answers
from handlers.desk.cases.ending import ACTIONS as ENDING_ACTIONS
from handlers.desk.cases.handing import ask_help, ask_more, give_back, reopen, still_on_it
from handlers.desk.cases.mine import show_card
from handlers.desk.cases.reporting import ACTION as REPORT
from handlers.desk.cases.reporting import send_report
from handlers.desk.cases.sight import note_sight
from handlers.desk.clocks.stopping import ACTIONS as CLOCK_ACTIONS
from handlers.desk.effects import apply
from handlers.desk.incidents.categories import ask_area, take_area, take_node
from handlers.desk.incidents.grading import ask_again, ask_likelihood, take_impact, take_likelihood
from handlers.desk.incidents.telling import show_matrix
from handlers.desk.joint.asking import ask_here
from handlers.desk.joint.deciding import call_off as call_off_review
from handlers.desk.joint.starting import ask_decision, call_review
from handlers.desk.joint.viewing import tapped as view_tapped
from handlers.desk.live.tapping import PREFIX, QUESTIONS, checklist_tapped
from handlers.desk.safe.beginning import roll_tapped
from handlers.desk.safe.telling import word_tapped
from handlers.desk.starting import another_one
from handlers.desk.team.board import show_team
from handlers.desk.team.level_taps import ask_level, report_told, set_level
from handlers.desk.team.taps import TAPS, leave_team, take_part
from handlers.desk.updates.updating import ONCE as UPDATE_ACTIONS
from handlers.desk.visit import Visit
from handlers.engine import leave_checklist
from handlers.incidents.joint import Verdict
from handlers.rights import may_see
from handlers.taps import Tap


def case_tapped(visit: Visit, tap: Tap) -> None:
    """Does what a card's button says, if the case is there and the person may. An old card is good enough."""
    case = visit.uow.case(tap.target)
    if case is not None and tap.action.startswith(PREFIX):
        _checklist_tapped(visit, case, tap)
        visit.toast()
        return
    if case is None or not may_see(visit.staff, case, visit.directory):
        visit.toast(visit.say("This is not for you to open."), alert=True)
        return
    note_sight(visit, case, "tapped")
    if tap.action in _ACTIONS:
        if tap.action in _CLOSING and _began_anew_since(case, tap):
            visit.toast(visit.say("That button is from before. Please use the newest card."), alert=True)
            return
        _ACTIONS[tap.action](visit, case)
    elif (found := _OF.get(tap.action.partition("=")[0])) is not None:
        found(visit, case, tap.action.partition("=")[2])
    elif tap.action in _ONCE:
        _ONCE[tap.action](visit, case, tap.render)
    else:
        visit.toast(visit.say("This is not for you to open."), alert=True)
    visit.toast()


def _checklist_tapped(visit: Visit, case: Case, tap: Tap) -> None:
    """Only the way back to the questions is about a conversation, and not about the case."""
    if tap.action != QUESTIONS:
        checklist_tapped(visit, case, tap)
    elif visit.session.live is not None and visit.session.live.id == case.id:
        apply(visit, leave_checklist(visit.session, visit.at))
    else:
        visit.toast(visit.say("Nothing is open here now. /help shows what you can do."))


def _began_anew_since(case: Case, tap: Tap) -> bool:
    """Whether the case was given back or opened again after this button was drawn."""
    return case.escalation is not None and tap.render < case.escalation.since


_ACTIONS: dict[str, Callable[[Visit, Case], None]] = {
    "ack": acknowledge,
    "done": resolve,
    "show": show,
    "card": show_card,
    "note": ask_note,
    "act": add_to_case,
    REPORT: send_report,
    "change": change_answers,
    "back": give_back,
    "still": still_on_it,
    "oops": wrong_tap,
    "sure": surely_off,
    "other": another_one,
    "team": show_team,
    "join": take_part,
    "leave": leave_team,
    "lvl": ask_level,
    "shout": ask_message,
    "roll": roll_tapped,
    "word": word_tapped,
    "apart": apart_again,
    "unlink": unlink,
    "off": agree,
    "on": refuse,
    "assign": offer_names,
    "risk": ask_likelihood,
    "lik?": ask_again,
    "cat": ask_area,
    "pic": show_matrix,
    "rv": call_review,
    "rev": start_review,
    "fu": start_follow_up,
    "end": ask_end,
    "end-yes": end_response,
    "end-not": go_on_after_all,
    **ENDING_ACTIONS,
    **CLOCK_ACTIONS,
}

#: What needs to know of what, or of whom: `same=E-2026-000012`.
_OF: dict[str, Callable[[Visit, Case, str], None]] = {
    "same": same_as,
    "lvl": set_level,
    "wv": settle_from_list,
    "ov": told_that_it_is_over,
    "told": report_told,
    **TAPS,
    "lik": take_likelihood,
    "imp": take_impact,
    "area": take_area,
    "node": take_node,
    **{f"v-{verdict.value[0]}": view_tapped(verdict) for verdict in Verdict},
    "rv-dec": ask_decision,
    "rv-off": call_off_review,
    "rv-ask": ask_here,
    "to": give_away,
    "re": give_on,
}

#: What must not be done by a button from before the case was given back or opened again.
_CLOSING = frozenset({"done", "back", "still", *ENDING_ACTIONS})

#: What is done once for each drawing of the card: two people who tap together want the same thing.
_ONCE: dict[str, Callable[[Visit, Case, int], None]] = {
    "more": ask_more,
    "help": ask_help,
    "reopen": reopen,
    **UPDATE_ACTIONS,
}
