"""What those who lead a run can tap: plan it, rule on it, end it."""

from __future__ import annotations

from handlers.desk.drills import debriefing, inviting, practising, rulings, setting
from handlers.desk.drills.awaiting import await_words
from handlers.desk.drills.late import late
from handlers.desk.drills.panel import show_panel
from handlers.desk.drills.stopping import halt
from handlers.desk.drills.tapping import Action, Tapping
from handlers.drills.standing import State

_PLANNED = (State.PLANNED,)
_RUNNING = (State.RUNNING,)
_STILL = (State.PAUSED, State.FROZEN)
_LIVE = (*_RUNNING, *_STILL)


def _halt(tapping: Tapping) -> str:
    return halt(tapping.play, tapping.person)


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


#: In which states it can be done, and how.
LEADS: dict[str, tuple[tuple[State, ...], Action]] = {
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
