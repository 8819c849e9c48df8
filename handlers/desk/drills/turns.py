"""Which run a turn is in, if any, and the same turn inside it.

A turn is in a run when what it is about is: a timer of the run, a button or message of one of its cases, a question
that was asked in it.  What somebody begins by themselves is part of a run only if they said that they take part and
the run is going on: as long as it stands still, and for whoever has not shown that they know of it, all is real.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import cast

from handlers.desk.drills.awaiting import awaited_words
from handlers.desk.drills.controls import drill_tapped
from handlers.desk.drills.exercise import AT
from handlers.desk.drills.injecting import drill_elapsed
from handlers.desk.drills.panel import show_panels
from handlers.desk.drills.steps import Play, follow_deeds, met_in, run_by_id
from handlers.desk.drills.stopping import stopped_by_words
from handlers.desk.drills.taking_words import take_words
from handlers.desk.safe.answering import needs_help
from handlers.desk.telling.publishing import published
from handlers.drills.marking import exercise_line
from handlers.drills.run import PLAY, Drill
from handlers.drills.standing import Standing, State
from handlers.engine import Session
from handlers.events import Commanded, ContactGiven, Elapsed, Inbound, Located, Said, Shared, Tapped
from handlers.house import House, TapAnswer
from handlers.messages import plain
from handlers.people import Staff
from handlers.ports import Timer, UnitOfWork
from handlers.taps import read_tap
from playbooks.phrases import Phrases, phrases

Turn = Callable[[Inbound, UnitOfWork, House], tuple[TapAnswer, ...]]

#: Commands that mean the exercise while somebody plays; the others (`/help`, `/duty`, …) mean what they always do.
PLAYED = frozenset(
    {"emergency", "incident", "complaint", "cases", "back", "skip", "cancel", "pause", "review", "done"}
)


def in_drill(inbound: Inbound, uow: UnitOfWork, house: House, turn: Turn) -> tuple[TapAnswer, ...] | None:
    """The turn inside the run that it belongs to; None when it belongs to none, and is as real as any other."""
    person = _who(inbound, uow)
    if person is not None and stopped_by_words(inbound, uow, house, person):
        return ()
    if person is not None and (awaited := awaited_words(inbound, uow, person)) is not None:
        take_words(inbound, uow, house, person, *awaited)
        return ()
    if isinstance(inbound.event, Tapped) and inbound.event.data.startswith("x."):
        return drill_tapped(inbound, uow, house, person)
    drill_id = _run_of(inbound, uow, house, person)
    if drill_id is None:
        return None
    run = run_by_id(uow, drill_id)
    if run is None:
        return ()
    play = Play.of(uow, house, run)
    if run.state is not State.RUNNING:
        return _not_now(inbound, play, person)
    return _inside(inbound, play, person, turn)


def _who(inbound: Inbound, uow: UnitOfWork) -> Staff | None:
    return uow.directory.staff_by_account.get(inbound.sender.account) if inbound.sender is not None else None


def _run_of(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> str | None:
    event = inbound.event
    if isinstance(event, Elapsed):
        about = event.data.get("case")
        return event.drill or (uow.drill_of(about) if about is not None else None)
    if isinstance(event, Tapped):
        return _tapped_in(inbound, event, uow, person)
    if inbound.reply_to is not None and isinstance(event, Said | Shared | Located):
        found = uow.cases_of_message(inbound.bot, inbound.chat, inbound.reply_to)
        if found:
            return uow.drill_of(found[0])
    return _played_in(inbound, uow, house, person)


def _tapped_in(inbound: Inbound, event: Tapped, uow: UnitOfWork, person: Staff | None) -> str | None:
    tap = read_tap(event.data)
    if tap is not None and tap.scope in ("c", "r"):
        return uow.drill_of(tap.target)
    if tap is None or tap.scope != "s" or person is None or not inbound.private:
        return None
    for standing in uow.directory.drills:
        session = _session_in(inbound, uow, standing) if person.id in standing.people else None
        if session is not None and session.tag == tap.target:
            return standing.id
    return None


def _session_in(inbound: Inbound, uow: UnitOfWork, standing: Standing) -> Session | None:
    return uow.session(f"{inbound.conversation}{AT}{standing.id}")


def _played_in(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> str | None:
    """The run that what somebody says by themselves is part of: they play, and nothing real is being asked."""
    event = inbound.event
    if person is None or not inbound.private or inbound.bot != house.staff_bot:
        return None
    if not isinstance(event, Said | Shared | Located | ContactGiven | Commanded):
        return None
    if isinstance(event, Commanded) and event.name not in PLAYED:
        return None
    standing = next((run for run in uow.directory.drills if person.id in run.playing and run.is_live), None)
    if standing is None or _is_busy(uow.session(inbound.conversation), uow.now):
        return None
    if standing.state is State.RUNNING:
        return standing.id
    asked = _session_in(inbound, uow, standing) if standing.state is State.PAUSED else None
    waits = asked is not None and asked.live is not None and not isinstance(event, Commanded)
    return standing.id if waits else None


def _is_busy(session: Session | None, now: datetime) -> bool:
    """Whether something real is being asked of them."""
    if session is None:
        return False
    return session.live is not None or not _AWAITING.isdisjoint(session.desk) or needs_help(session, now)


#: What the desk keeps while it waits for words: a note, a proof, a name.
_AWAITING = frozenset({"note", "await_", "roll_ask"})


# inside


def _inside(inbound: Inbound, play: Play, person: Staff | None, turn: Turn) -> tuple[TapAnswer, ...]:
    event = inbound.event
    _noticed(play, person)
    met, entries = met_in(play), play.run.entries
    if isinstance(event, Elapsed) and event.drill is not None:
        inbound = replace(inbound, event=replace(event, key=event.key.removesuffix(AT + play.run.id)))
    inbound = replace(inbound, at=play.run.clock.shows(inbound.at))
    if isinstance(event, Elapsed) and drill_elapsed(play, event):
        answers: tuple[TapAnswer, ...] = ()
    else:
        answers = turn(inbound, published(cast(UnitOfWork, play.exercise), play.house), play.house)
    follow_deeds(play, met)
    if play.run.entries != entries:
        show_panels(play)
    return marked_answers(answers, person)


def _noticed(play: Play, person: Staff | None) -> None:
    """Whoever acts in a run knows of it: what they report from now on is part of it, too."""
    if person is not None and play.run.people.get(person.id) in PLAY and person.id not in play.run.playing:
        play.log("joined", person.id)


def marked_answers(answers: tuple[TapAnswer, ...], person: Staff | None) -> tuple[TapAnswer, ...]:
    """What buttons of a run answer, marked."""
    language = person.language if person is not None else "en"
    return tuple(replace(answer, text=exercise_line(answer.text, language)) for answer in answers)


# while it does not go on


def _not_now(inbound: Inbound, play: Play, person: Staff | None) -> tuple[TapAnswer, ...]:
    """Nothing of it counts now: what comes due is held, and whoever does something is told."""
    event, run = inbound.event, play.run
    if isinstance(event, Elapsed):
        if run.standing.is_live:
            _hold(inbound, event, play)
        return ()
    say = phrases(person.language if person is not None else "en")
    words = _why_not(run, say)
    if isinstance(event, Tapped):
        return marked_answers((TapAnswer(inbound.bot, event.tap_id, words, alert=True),), person)
    if person is not None:
        play.tell(person.id, plain(words))
    return ()


def _hold(inbound: Inbound, event: Elapsed, play: Play) -> None:
    """It was under way when the clock stopped: it is due again as soon as the clock goes on."""
    key = event.key.removesuffix(AT + play.run.id)
    play.exercise.set_timer(Timer(key, inbound.conversation, play.exercise.now, event.kind, event.data))


def _why_not(run: Drill, say: Phrases) -> str:
    match run.state:
        case State.PAUSED:
            return say("The exercise is paused. This does not count now, and nobody is late for it.")
        case State.FROZEN:
            return say("There is a real emergency: the exercise is stopped. Only what is real counts now.")
        case State.PLANNED:
            return say("This exercise has not begun yet.")
    return say("This exercise is over.")
