"""Taps on the buttons of a run. Every one is authorised afresh, against the run as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.desk.drills import (
    curing,
    debriefing,
    improving,
    inviting,
    observing,
    practising,
    reviewing,
    rulings,
    scoring,
    setting,
)
from handlers.desk.drills.awaiting import await_words
from handlers.desk.drills.joining import take_part
from handlers.desk.drills.late import late
from handlers.desk.drills.panel import show_panel
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.drills.stopping import halt, read_it, stop_by_button
from handlers.drills.marking import exercise_line
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.events import Inbound, Tapped
from handlers.house import House, TapAnswer
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.taps import read_tap
from playbooks.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class Tapping:
    """Somebody of a run's list tapped: who, on which message, and what the button named."""

    play: Play
    inbound: Inbound
    person: Staff
    argument: str

    @property
    def run(self) -> Drill:
        return self.play.run

    @property
    def say(self) -> Phrases:
        return phrases(self.person.language)


#: Does it, and gives back what the button answers.
Action = Callable[[Tapping], str]


def drill_tapped(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> tuple[TapAnswer, ...]:
    """Does what a run's button says, if it is there and the person may."""
    event = inbound.event
    assert isinstance(event, Tapped)
    language = person.language if person is not None else "en"
    tap = read_tap(event.data)
    run = run_by_id(uow, tap.target) if tap is not None else None
    name, _, argument = ("", "", "") if tap is None else tap.action.partition("=")
    anybody = name == "real"  # whoever reads along in a group and sees something real is right to stop it
    if run is None or person is None or not (anybody or person.id in run.people):
        words = phrases(language)("This is not for you to open.")
        return (TapAnswer(inbound.bot, event.tap_id, words, alert=True),)
    if run.closed and name not in ("again", "anew", "real"):
        return (TapAnswer(inbound.bot, event.tap_id, phrases(language)("This exercise is over."), alert=True),)
    tapping = Tapping(Play.of(uow, house, run), inbound, person, argument)
    words = _allowed(tapping, name)
    practising.stay_awake(tapping.play)
    real = name in ("real", "read")
    return (TapAnswer(inbound.bot, event.tap_id, words if real else exercise_line(words, language)[:200]),)


def _allowed(tapping: Tapping, name: str) -> str:
    run, say = tapping.run, tapping.say
    if run.practice and name not in _ALONE:
        return say("That button does nothing here.")
    if name in _ANYBODYS:
        return _ANYBODYS[name](tapping)
    if tapping.person.id not in run.leads:
        return say("Only those who lead the exercise can do that.")
    states, action = _LEADS.get(name, ((), None))
    if action is None:
        return say("That button does nothing here.")
    if run.state not in states:
        show_panel(tapping.play, tapping.person.id)
        return say("That cannot be done now.")
    return action(tapping)


# for everybody on the list


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


def _halt(tapping: Tapping) -> str:
    return halt(tapping.play, tapping.person)


def _read(tapping: Tapping) -> str:
    return read_it(tapping.play, tapping.person)


# for those who watch it, and afterwards


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


# for those who lead


def _start(tapping: Tapping) -> str:
    if missing := setting.missing(tapping.play, tapping.say):
        return missing
    rulings.start(tapping.play, tapping.person.id)
    return tapping.say("The exercise has begun.")


def _pause(tapping: Tapping) -> str:
    rulings.pause(tapping.play, tapping.person.id)
    return tapping.say("Paused: nothing comes due.")


def _resume(tapping: Tapping) -> str:
    rulings.resume(tapping.play, tapping.person.id)
    return tapping.say("The exercise goes on.")


def _hint(tapping: Tapping) -> str:
    return practising.give_hint(tapping.play, tapping.person)


def _anew(tapping: Tapping) -> str:
    return practising.again(tapping.play, tapping.inbound, tapping.person, tapping.say)


def _end(tapping: Tapping) -> str:
    if tapping.run.practice:
        practising.finish(tapping.play, tapping.person.id)
        return tapping.say("The exercise is over.")
    rulings.end(tapping.play, tapping.person.id)
    return tapping.say("The exercise is over.")


def _speed(tapping: Tapping) -> str:
    if tapping.argument.isdecimal():
        rulings.speed(tapping.play, tapping.person.id, int(tapping.argument))
    return f"×{tapping.run.clock.speed:g}"


def _skip(tapping: Tapping) -> str:
    skipped = rulings.skip(tapping.play, tapping.person.id)
    return tapping.say("Skipped.") if skipped is not None else tapping.say("There is nothing left to skip.")


def _jump(tapping: Tapping) -> str:
    found = rulings.jump(tapping.play, tapping.person.id)
    return tapping.say("The clock is put ahead.") if found is not None else tapping.say("Nothing is left to come.")


def _list(tapping: Tapping) -> str:
    rulings.show_choice(tapping.play, tapping.person.id)
    return ""


def _fire(tapping: Tapping) -> str:
    fired = rulings.fire_now(tapping.play, tapping.person.id, tapping.argument)
    return tapping.say("Played.") if fired is not None else tapping.say("That button does nothing here.")


def _more(tapping: Tapping) -> str:
    rulings.extend(tapping.play, tapping.person.id)
    return tapping.say("10 more minutes")


def _add(tapping: Tapping) -> str:
    await_words(tapping.play, tapping.inbound, "add")
    return tapping.say("Write the inject now: your next message goes to all players.")


def _remarks(tapping: Tapping) -> str:
    return debriefing.show_remarks(tapping.play, tapping.person)


def _late(tapping: Tapping) -> str:
    return late(tapping.play, tapping.person, tapping.argument, tapping.inbound.message)


def _panel(tapping: Tapping) -> str:
    show_panel(tapping.play, tapping.person.id, tapping.inbound.message)
    return ""


def _plan(tapping: Tapping) -> str:
    return setting.tapped(tapping.play, tapping.inbound, tapping.person, tapping.argument)


def _invite(tapping: Tapping) -> str:
    return inviting.invite(tapping.play, tapping.person)


def _test(tapping: Tapping) -> str:
    return inviting.test(tapping.play, tapping.person)


def _cancel(tapping: Tapping) -> str:
    rulings.cancel(tapping.play, tapping.person.id)
    return tapping.say("The exercise was called off.")


_ANYBODYS: dict[str, Action] = {
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
#: What somebody who practises alone can do; the rest is for those who lead an exercise for others.
_ALONE = frozenset({"in", "out", "real", "read", "hint", "jump", "pause", "resume", "end", "panel", "anew"})
_UNBEGUN = (State.PLANNED, State.CANCELLED)
_PLANNED = (State.PLANNED,)
_RUNNING = (State.RUNNING,)
_STILL = (State.PAUSED, State.FROZEN)
_LIVE = (*_RUNNING, *_STILL)

#: In which states it can be done, and how.
_LEADS: dict[str, tuple[tuple[State, ...], Action]] = {
    "plan": (_PLANNED, _plan),
    "invite": (_PLANNED, _invite),
    "test": ((*_PLANNED, *_LIVE), _test),
    "start": (_PLANNED, _start),
    "cancel": (_PLANNED, _cancel),
    "pause": (_RUNNING, _pause),
    "resume": (_STILL, _resume),
    "speed": (_RUNNING, _speed),
    "skip": (_RUNNING, _skip),
    "jump": (_RUNNING, _jump),
    "list": (_RUNNING, _list),
    "fire": (_RUNNING, _fire),
    "more": (_RUNNING, _more),
    "add": (_RUNNING, _add),
    "late": (_LIVE, _late),
    "halt": ((*_RUNNING, State.PAUSED), _halt),
    "hint": (_RUNNING, _hint),
    "anew": ((State.ENDED,), _anew),
    "end": (_LIVE, _end),
    "remarks": ((State.ENDED,), _remarks),
    "panel": ((*_LIVE, State.ENDED), _panel),
}
