"""Which run a turn is in, if any, and the same turn inside it.

A turn is in a run when what it is about is: a timer of the run, a button or message of one of its cases, a question
that was asked in it.  What somebody begins by themselves is part of a run only if they said that they take part and
the run is going on: as long as it stands still, and for whoever has not shown that they know of it, all is real.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from handlers.desk.drills.awaiting import awaited_words
from handlers.desk.drills.controls import drill_tapped
from handlers.desk.drills.exercise import AT
from handlers.desk.drills.finding import may_mean, run_of
from handlers.desk.drills.injecting import drill_elapsed
from handlers.desk.drills.joining import warn
from handlers.desk.drills.panel import show_panels
from handlers.desk.drills.practising import practice_over, stay_awake
from handlers.desk.drills.steps import Play, follow_deeds, met_in, run_by_id
from handlers.desk.drills.stopping import stopped_by_stranger, stopped_by_words
from handlers.desk.drills.taking_words import take_words
from handlers.desk.telling.publishing import published
from handlers.drills.marking import exercise_line
from handlers.drills.run import PLAY, Drill
from handlers.drills.standing import State
from handlers.events import Elapsed, Inbound, Tapped
from handlers.house import House, TapAnswer
from handlers.messages import plain
from handlers.people import Staff
from handlers.ports import Timer, UnitOfWork
from playbooks.phrases import Phrases, phrases

Turn = Callable[[Inbound, UnitOfWork, House], tuple[TapAnswer, ...]]


def in_drill(inbound: Inbound, uow: UnitOfWork, house: House, turn: Turn) -> tuple[TapAnswer, ...] | None:
    """The turn inside the run that it belongs to; None when it belongs to none, and is as real as any other."""
    person = _who(inbound, uow)
    if stopped_by_stranger(inbound, uow, house) if person is None else stopped_by_words(inbound, uow, house, person):
        return ()
    if person is not None and (awaited := awaited_words(inbound, uow, person)) is not None:
        take_words(inbound, uow, house, person, *awaited)
        return ()
    if isinstance(inbound.event, Tapped) and inbound.event.data.startswith("x."):
        return drill_tapped(inbound, uow, house, person)
    drill_id = run_of(inbound, uow, house, person)
    if drill_id is None:
        if person is not None and (standing := may_mean(inbound, uow, house, person)) is not None:
            warn(Play.of(uow, house, standing), person)
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


# inside


def _inside(inbound: Inbound, play: Play, person: Staff | None, turn: Turn) -> tuple[TapAnswer, ...]:
    event = inbound.event
    _noticed(play, person)
    met, entries = met_in(play), play.run.entries
    if isinstance(event, Elapsed) and event.drill is not None:
        inbound = replace(inbound, event=replace(event, key=event.key.removesuffix(AT + play.run.id)))
    inbound = replace(inbound, at=play.run.clock.shows(inbound.at))
    if isinstance(event, Elapsed) and (practice_over(play, event) or drill_elapsed(play, event)):
        answers: tuple[TapAnswer, ...] = ()
    else:
        answers = turn(inbound, published(cast(UnitOfWork, play.exercise), play.house), play.house)
    follow_deeds(play, met)
    if person is not None:
        stay_awake(play)
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
