"""Taps on the desk's own menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from handlers.desk.alarm.overhearing import still_overheard
from handlers.desk.commands import redraw_live, set_language
from handlers.desk.drills.menu import plan_drill
from handlers.desk.drills.practising import practise
from handlers.desk.editions.reading import confirm
from handlers.desk.health.testing import answer_test, send_test
from handlers.desk.menus import LANGUAGE_NAMES, show_help, show_kinds, show_playbooks
from handlers.desk.programme.tapping import programme_tapped
from handlers.desk.starting import start, start_kind, take_up
from handlers.desk.teaching import settle
from handlers.desk.visit import Visit
from handlers.engine import LastTap, admit
from handlers.taps import Tap
from playbooks.model import Kind, Playbook


def menu_tapped(visit: Visit, tap: Tap) -> None:
    """Does what the menu's button says, once. An old menu is told to be old, and the live one is shown."""
    name, _, argument = tap.action.removeprefix("m.").partition("=")
    if name in _WHENEVER:
        _WHENEVER[name](visit, argument)
        return
    verdict = admit(visit.session, tap)
    if isinstance(verdict, LastTap):
        visit.toast(verdict.toast)
    elif verdict == "stale" and not (name == "alarm" and still_overheard(visit)):
        _stale(visit, argument)
    else:
        _choose(visit, name, argument)
        visit.session = replace(visit.session, last_tap=LastTap(tap.render, tap.action, ""))


def _speak(visit: Visit, language: str) -> None:
    if language in LANGUAGE_NAMES:
        set_language(visit, language)
    else:
        show_help(visit)


def _try_it(visit: Visit, _: str) -> None:
    send_test(visit, "")
    visit.toast(visit.say("A test is on its way."))
    redraw_live(visit)


#: What can be tapped however old the menu is: it means the same at any time.
_WHENEVER: dict[str, Callable[[Visit, str], None]] = {
    "lang": _speak,
    "try": _try_it,
    "test": answer_test,
    "teach": partial(settle, accepted=True),
    "unteach": partial(settle, accepted=False),
    "read": confirm,
    "prog": programme_tapped,
}


def _choose(visit: Visit, name: str, argument: str) -> None:
    if visit.inbound.bot != visit.house.staff_bot:  # no menu of ours is there; data can be made up
        show_help(visit)
        return
    match name:
        case "kinds":
            show_kinds(visit)
        case "kind" if argument in tuple(Kind):
            start_kind(visit, Kind(argument))
        case "start" | "alarm":
            start(visit, argument)
        case "new":
            start(visit, argument, anew=True)
        case "resume":
            take_up(visit, argument)
        case "drill":
            plan_drill(visit, argument)
        case "practice":
            practise(visit, argument)
        case _:
            show_help(visit)


def _stale(visit: Visit, wanted: str) -> None:
    """An alarm that somebody wants to raise (`wanted`) is one tap away, however old the button was."""
    visit.toast(visit.say("That button is from an earlier message. Here is where we are."))
    alarm = _emergency(visit, wanted)
    if alarm is not None:
        show_playbooks(visit, Kind.EMERGENCY, [alarm], replaces=False)
    elif visit.session.live is not None:
        redraw_live(visit)
    else:
        show_help(visit)


def _emergency(visit: Visit, playbook_id: str) -> Playbook | None:
    """The emergency that a button is about; alarms are raised with the bot that takes reports."""
    edition = visit.uow.editions.current(playbook_id) if visit.inbound.bot == visit.house.staff_bot else None
    return edition.playbook if edition is not None and edition.playbook.kind is Kind.EMERGENCY else None
