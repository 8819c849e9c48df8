"""Taps on questions, boards and news of roll calls. Each is checked afresh against who tapped."""

from __future__ import annotations

from collections.abc import Callable

from handlers.cases import Case
from handlers.desk.safe.answering import SAYS, answered
from handlers.desk.safe.beginning import confirmed
from handlers.desk.safe.boards import marked, show_board, turn_page
from handlers.desk.safe.finishing import end_tapped
from handlers.desk.safe.helping import go_there
from handlers.desk.safe.marking import ask_visitors, ask_who, forget_asked, mark_person
from handlers.desk.safe.newcomers import ask_whoever_is_seen
from handlers.desk.safe.reminding import is_resting, remind
from handlers.desk.safe.telling import leave_it, send_word
from handlers.desk.visit import Visit
from handlers.rights import may_call_roll, may_count
from handlers.rollcall.calls import Call, Said, call_of, tally
from handlers.taps import Tap

_MARKS = {"s": Said.SAFE, "h": Said.HELP, "a": Said.AWAY}
_LISTS = frozenset({"m", "n"})


def roll_call_tapped(visit: Visit, tap: Tap) -> None:
    """Does what a button of a roll call says, if the person may."""
    verb, _, argument = tap.action.partition("=")
    if verb in SAYS:
        answered(visit, tap.target, tap.render, SAYS[verb])
        return
    case = visit.uow.case(tap.target)
    if case is None or not may_count(visit.staff, case, visit.directory):
        visit.toast(visit.say("This is not for you to open."), alert=True)
        return
    forget_asked(visit) if verb != "send" else None
    if verb in _FIRST:
        _FIRST[verb](visit, case, tap.render, argument)
    elif (call := call_of(case.calls, tap.render)) is not None:
        _about_call(visit, case, call, verb, argument)
    visit.toast()


def _about_call(visit: Visit, case: Case, call: Call, verb: str, argument: str) -> None:
    if verb in _PLAIN:
        _PLAIN[verb](visit, case, call)
    elif verb in _LISTS and argument.isdecimal() and len(argument) < 4:
        turn_page(visit, case, call, f"{verb}{argument}")
    elif not visit.inbound.private and verb != "g":
        visit.toast(visit.say("Please do that in your private chat with me."))
    elif verb in _MARKS:
        mark_person(visit, case, call, argument, _MARKS[verb])
    elif verb == "p":
        turn_page(visit, *ask_whoever_is_seen(visit, case, call, argument), f"p{argument}")
    elif verb == "g":
        _go(visit, case, call, argument)
    else:
        visit.toast(visit.say("That button does nothing here."))


def _go(visit: Visit, case: Case, call: Call, who: str) -> None:
    line = marked(tally(visit.uow.roll(case.id, call.number)), who)
    locked = visit.uow.roll_line(case.id, call.number, line.staff) if line is not None else None
    if locked is None:
        visit.toast(visit.say("That button does nothing here."))
    else:
        go_there(visit, case, call, locked)


def _remind(visit: Visit, case: Case, call: Call) -> None:
    if not may_call_roll(visit.staff, case):
        visit.toast(
            visit.say("Only whoever is in charge or has a role in it, or a manager, can do that."), alert=True
        )
        return
    if is_resting(visit, call):
        visit.toast(visit.say("They were asked a moment ago."))
        return
    asked = remind(visit, case, call)
    visit.toast(visit.say.many("{n} person is asked again.", "{n} people are asked again.", n=asked))


def _end(visit: Visit, case: Case, call: Call) -> None:
    end_tapped(visit, case, call, sure=False)


def _surely_end(visit: Visit, case: Case, call: Call) -> None:
    end_tapped(visit, case, call, sure=True)


def _main(visit: Visit, case: Case, call: Call) -> None:
    turn_page(visit, case, call, "")


def _show(visit: Visit, case: Case, call: Call) -> None:
    show_board(visit, case, call)


_PLAIN: dict[str, Callable[[Visit, Case, Call], None]] = {
    "b": _main,
    "show": _show,
    "w": ask_who,
    "v": ask_visitors,
    "rem": _remind,
    "end": _end,
    "fin": _surely_end,
}

#: What is tapped before there is a call.
_FIRST: dict[str, Callable[[Visit, Case, int, str], None]] = {
    "go": confirmed,
    "send": send_word,
    "no": leave_it,
}
