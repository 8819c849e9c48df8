"""Players come into a run, and step out of it: from then on what they begin by themselves is part of it, or real."""

from __future__ import annotations

from handlers.desk.drills import rulings
from handlers.desk.drills.injecting import take_part_rows
from handlers.desk.drills.steps import Play
from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.drills.run import PLAY
from handlers.drills.standing import State
from handlers.engine import Session, step
from handlers.events import Commanded, Inbound
from handlers.messages import Button, plain
from handlers.people import Staff
from handlers.taps import Tap
from playbooks.model import Kind
from playbooks.phrases import phrases


def take_part(play: Play, inbound: Inbound, person: Staff, *, yes: bool) -> str:
    """Does it, and gives back what the button answers. Nobody is taken out of a real emergency."""
    run, say = play.run, phrases(person.language)
    if run.people.get(person.id) not in PLAY:
        return say("You do not play in this exercise.")
    if not run.standing.is_live:
        return (
            say("This exercise has not begun yet.") if run.state is State.PLANNED else say("This exercise is over.")
        )
    if not yes:
        rulings.take_part(play, person.id, yes=False)
        again = Button(say("I take part"), Tap("x", run.id, 0, "in").data, "primary")
        play.tell(person.id, plain(say("You stepped out. What you report now is real."), (again,)))
        return say("You stepped out. What you report now is real.")
    if not _put_aside(play, inbound, person):
        return say("You are in the middle of a real emergency. See it through first.")
    rulings.take_part(play, person.id, yes=True)
    words = say("You take part. Do what you would do in earnest: write what happens, as always.")
    play.tell(person.id, plain(words, *take_part_rows(play.run, person.id, say)))
    return say("You take part.")


def warn(play: Play, person: Staff) -> None:
    """They begin something while a run goes on in which they are to play: it is real, unless they say otherwise."""
    say = phrases(person.language)
    words = say("An exercise is going on, and you have not said that you take part: what you begin now is real.")
    play.tell(person.id, plain(words, *take_part_rows(play.run, person.id, say)), key=f"warn:{person.id}")


def _put_aside(play: Play, inbound: Inbound, person: Staff) -> bool:
    """What they were reporting waits as a draft; False where it is an emergency, which does not wait."""
    conversation = f"{play.house.staff_bot}:{person.telegram}"
    session = play.uow.session(conversation)
    live = session.live if session is not None else None
    if session is None or live is None:
        return True
    if live.kind is Kind.EMERGENCY:
        return False
    if inbound.conversation != conversation:
        return True
    visit = Visit(inbound, play.uow, play.house, person, play.uow.directory, session)
    apply(visit, step(session, Commanded("pause"), visit.at))
    visit.answers.clear()
    _keep(play, conversation, visit.session)
    return visit.session.live is None


def _keep(play: Play, conversation: str, session: Session) -> None:
    play.uow.keep_session(conversation, session)
