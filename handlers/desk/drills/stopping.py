"""A real emergency: at a word or a tap every run on the site stands still, all hear it, the alarm is raised."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from handlers.delivery import Lane, Notice
from handlers.desk.drills.panel import show_panels
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.starting import start, start_kind
from handlers.desk.telling.publishing import published
from handlers.desk.visit import Visit
from handlers.drills.standing import Standing
from handlers.engine import Session, new_session
from handlers.events import Inbound, Said, Shared
from handlers.house import House
from handlers.messages import Button, Message, Span, plain
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.taps import Tap
from playbooks.locale_format import series
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases

#: What stops every exercise on the site, in whatever language it is said.
WORDS: Final = ("real emergency", "真实情况", "真實情況", "emergência real", "emergencia real", "no duff")


#: What is likeliest to happen in earnest while people run about.
HURT: Final = "medical-emergency"


def is_the_word(text: str) -> bool:
    """Whether somebody says it, however it is written: capitals, blanks, full stops and accents do not matter."""
    folded = _folded(text)
    return any(_folded(word) in folded for word in WORDS)


def _folded(text: str) -> str:
    plainly = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plainly if char.isalnum())


def stopped_by_words(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff) -> bool:
    """Freezes the runs if this says so, by somebody of a run that goes on, or who reads along; else does nothing."""
    event = inbound.event
    text = event.text if isinstance(event, Said) else event.caption if isinstance(event, Shared) else ""
    group = uow.directory.group_by_chat.get(inbound.chat)
    here = group.id if group is not None else ""
    live = (run for run in uow.directory.drills if run.is_live)
    mine = [run for run in live if person.id in run.people or here in run.groups]
    if not text or not mine or not is_the_word(text):
        return False
    _stop(uow, house, inbound, person, mine[0])
    return True


def stop_by_button(play: Play, inbound: Inbound, person: Staff) -> str:
    """The button that is on every message of a run."""
    say = phrases(person.language)
    if not play.run.standing.is_live:
        return say("This exercise is over.")
    _stop(play.uow, play.house, inbound, person, play.run.standing)
    return say("Every exercise here is stopped. The real alarm is next.")


def _stop(uow: UnitOfWork, house: House, inbound: Inbound, person: Staff, mine: Standing) -> None:
    told: set[str] = set()
    for standing in on_the_site(uow.directory.drills, mine):
        run = run_by_id(uow, standing.id)
        if run is None:
            continue
        play = Play.of(uow, house, run)
        play.log("frozen", person.id)
        play.turn_timers()
        for staff in run.people:
            if staff not in told:
                told.add(staff)
                _tell(play, staff, person)
        show_panels(play)
    raise_the_alarm(published(uow, house), house, inbound, person, mine.site)


def on_the_site(drills: Sequence[Standing], mine: Standing) -> list[Standing]:
    """The runs that go on at the same site; one without a site is everywhere."""
    return [run for run in drills if run.is_live and (None in (run.site, mine.site) or run.site == mine.site)]


def _tell(play: Play, staff_id: str, by: Staff) -> None:
    """In earnest: no mark, no fence, the highest lane. Whoever reads it says so with one tap."""
    person = play.uow.directory.staff_by_id.get(staff_id)
    if person is None or person.telegram is None or not person.active:
        return
    say = phrases(person.language)
    words = (
        Span("🚨 " + say("REAL EMERGENCY. This is not an exercise.") + "\n", "bold"),
        Span(say("{name} reports something real. Every exercise here is stopped at once.", name=by.name)),
    )
    # TRANSLATORS: Button under the words that there is a real emergency: I have read it.
    read = Button(say("I have read this"), Tap("x", play.run.id, 0, "read").data, "primary")
    play.uow.queue(
        Notice(
            play.uow.new_id(),
            play.house.alert_bot if person.reachable else play.house.staff_bot,
            person.telegram,
            Message(words, ((read,),)),
            lane=Lane.URGENT,
            staff=person.id,
            critical=True,
            language=person.language,
        )
    )


def raise_the_alarm(uow: UnitOfWork, house: House, inbound: Inbound, person: Staff, site: str | None) -> None:
    """A real case by the way of every alarm: at once where the organisation says which playbook, else by one tap."""
    account = person.telegram if person.telegram is not None else inbound.chat
    conversation = f"{house.staff_bot}:{account}"
    stored = uow.session(conversation)
    visit = Visit(_in_private(inbound, house, account), uow, house, person, uow.directory, stored or Session(tag=""))
    if not visit.session.tag:
        visit.session = new_session(visit.at)
    playbook = _usual(uow, site)
    if playbook is not None:
        start(visit, playbook)
    else:
        start_kind(visit, Kind.EMERGENCY)
    uow.keep_session(conversation, visit.session)


def _usual(uow: UnitOfWork, site: str | None) -> str | None:
    """The playbook that the organisation names for it; else the likeliest of the site; else one for hurt people."""
    here = uow.directory.site_by_id.get(site or "")
    names = (uow.directory.reports.real_emergency, *(here.likely if here else ()), HURT)
    found = (uow.editions.current(name) for name in names if name is not None)
    emergencies = (one.playbook.id for one in found if one is not None and one.playbook.kind is Kind.EMERGENCY)
    return next(emergencies, None)


def _in_private(inbound: Inbound, house: House, account: int) -> Inbound:
    """The alarm is raised in their own chat, wherever they said the word."""
    return Inbound(house.staff_bot, account, Said(""), inbound.at, private=True, sender=inbound.sender)


def read_it(play: Play, person: Staff) -> str:
    """Somebody has read that it is real; whoever leads sees who has not."""
    if person.id not in play.run.read_by:
        play.log("read", person.id)
        for lead in play.run.leads:
            _show_readers(play, lead)
    return phrases(person.language)("Thank you. It is noted.")


def _show_readers(play: Play, lead: str) -> None:
    say = play.say_to(lead)
    play.tell(lead, plain(readers_line(play, say)), key=f"read:{lead}")


def readers_line(play: Play, say: Phrases) -> str:
    """How many have read that it is real, and who has not."""
    run, staff = play.run, play.uow.directory.staff_by_id
    silent = [staff[one].name for one in run.people if one not in run.read_by and one in staff]
    words = say("The real emergency was read by {n} of {total}", n=len(run.read_by), total=len(run.people))
    return words + (" · " + say("not yet: {names}", names=series(silent, say.language)) if silent else "")
