"""Taps on the buttons of a run. Every one is authorised afresh, against the run as it stands."""

from __future__ import annotations

from handlers.desk.drills import practising
from handlers.desk.drills.panel import show_panel
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.drills.tapping import Tapping
from handlers.desk.drills.taps_of_all import ANYBODYS
from handlers.desk.drills.taps_of_leads import LEADS
from handlers.drills.marking import exercise_line
from handlers.events import Inbound, Tapped
from handlers.house import House, TapAnswer
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.taps import read_tap
from playbooks.phrases import phrases

#: What somebody who practises alone can do; the rest is for those who lead an exercise for others.
_ALONE = frozenset({"in", "out", "real", "read", "hint", "jump", "pause", "resume", "end", "panel", "anew"})


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
    if name in ANYBODYS:
        return ANYBODYS[name](tapping)
    if tapping.person.id not in run.leads:
        return say("Only those who lead the exercise can do that.")
    states, action = LEADS.get(name, ((), None))
    if action is None:
        return say("That button does nothing here.")
    if run.state not in states:
        show_panel(tapping.play, tapping.person.id)
        return say("That cannot be done now.")
    return action(tapping)
