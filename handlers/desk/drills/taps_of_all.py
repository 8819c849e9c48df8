"""What anybody on a run's list can tap: to take part, to watch and rate, and to look back."""

from __future__ import annotations

from handlers.desk.drills import curing, debriefing, improving, inviting, observing, reviewing, scoring
from handlers.desk.drills.joining import take_part
from handlers.desk.drills.stopping import read_it, stop_by_button
from handlers.desk.drills.tapping import Action, Tapping
from handlers.drills.standing import State

_UNBEGUN = (State.PLANNED, State.CANCELLED)


def _in(tapping: Tapping) -> str:
    return take_part(tapping.play, tapping.inbound, tapping.person, yes=True)


def _out(tapping: Tapping) -> str:
    return take_part(tapping.play, tapping.inbound, tapping.person, yes=False)


def _yes(tapping: Tapping) -> str:
    return inviting.answer(tapping.play, tapping.person, yes=True)


def _no(tapping: Tapping) -> str:
    return inviting.answer(tapping.play, tapping.person, yes=False)


def _got(tapping: Tapping) -> str:
    return inviting.received(tapping.play, tapping.person)


def _real(tapping: Tapping) -> str:
    return stop_by_button(tapping.play, tapping.inbound, tapping.person)


def _read(tapping: Tapping) -> str:
    return read_it(tapping.play, tapping.person)


def _sheet(tapping: Tapping) -> str:
    run, argument = tapping.run, tapping.argument
    if not observing.may_observe(run, tapping.person.id) or run.state in _UNBEGUN:
        return tapping.say("That cannot be done now.")
    page = int(argument) if argument.isdecimal() else 0
    observing.show_sheet(tapping.play, tapping.person, page, tapping.inbound.message if argument else None)
    return ""


def _rate(tapping: Tapping) -> str:
    if not observing.may_observe(tapping.run, tapping.person.id) or tapping.run.state in _UNBEGUN:
        return tapping.say("That cannot be done now.")
    return observing.rate(tapping.play, tapping.inbound, tapping.person, tapping.argument)


def _hot(tapping: Tapping) -> str:
    return debriefing.hot_tapped(tapping.play, tapping.inbound, tapping.person, tapping.argument)


def _review(tapping: Tapping) -> str:
    if tapping.run.state is not State.ENDED:
        return tapping.say("That cannot be done now.")
    form = "html" if tapping.argument == "html" else "pdf"
    return reviewing.send_review(tapping.play, tapping.person, form)


def _act(tapping: Tapping) -> str:
    if tapping.run.state is not State.ENDED:
        return tapping.say("That cannot be done now.")
    return improving.show_findings(tapping.play, tapping.inbound, tapping.person, tapping.argument)


def _again(tapping: Tapping) -> str:
    return curing.plan_redrill(tapping.play, tapping.person)


def _score(tapping: Tapping) -> str:
    return scoring.show_score(tapping.play, tapping.person)


def _mine(tapping: Tapping) -> str:
    over = tapping.run.state is State.ENDED
    return scoring.show_mine(tapping.play, tapping.person) if over else tapping.say("That cannot be done now.")


def _marks(tapping: Tapping) -> str:
    edits = tapping.inbound.message if tapping.argument else None
    return scoring.show_marks(tapping.play, tapping.person, edits)


def _mark(tapping: Tapping) -> str:
    return scoring.show_mark(tapping.play, tapping.person, tapping.argument, tapping.inbound.message)


def _set(tapping: Tapping) -> str:
    return scoring.set_mark(tapping.play, tapping.inbound, tapping.person, tapping.argument)


#: By the name that the button carries.
ANYBODYS: dict[str, Action] = {
    "in": _in,
    "out": _out,
    "yes": _yes,
    "no": _no,
    "got": _got,
    "real": _real,
    "read": _read,
    "sheet": _sheet,
    "rate": _rate,
    "score": _score,
    "mine": _mine,
    "marks": _marks,
    "mark": _mark,
    "set": _set,
    debriefing.HOT: _hot,
    "review": _review,
    "act": _act,
    "again": _again,
}
