"""A real emergency: at a word or a tap every run on the site stands still, all hear it, the alarm is raised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from handlers.delivery import Lane, Notice
from handlers.desk.drills.panel import show_panels
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.starting import start, start_kind
from handlers.desk.telling.publishing import published
from handlers.desk.visit import Visit
from handlers.drills.real_words import begins_with_it, says_it
from handlers.drills.standing import Standing, State
from handlers.engine import Session, new_session
from handlers.events import Inbound, Said, Shared
from handlers.house import House
from handlers.messages import Button, Message, Span, plain
from handlers.people import Site, Staff
from handlers.ports import UnitOfWork
from handlers.taps import Tap
from playbooks.locale_format import series
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases

#: What is likeliest to happen in earnest while people run about.
HURT: Final = "medical-emergency"


def stopped_by_words(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff) -> bool:
    """Freezes the runs if this says so, by somebody of a run that goes on, who reads along, or works where it is."""
    text = _said(inbound)
    live = [run for run in uow.directory.drills if run.is_live] if text else []
    mine = [run for run in live if _takes_part(run, person, inbound, uow)]
    here = [run for run in live if run.site is None or run.site in (site.id for site in _works_at(person, uow))]
    if not (mine and says_it(text)) and not (here and begins_with_it(text)):
        return False
    if inbound.edited and all(run.state is State.FROZEN for run in mine or here):
        return False  # they correct what they said then
    _stop(uow, house, inbound, person, mine or here)
    return True


def stopped_by_stranger(inbound: Inbound, uow: UnitOfWork, house: House) -> bool:
    """The same by somebody who reads along in a group's chat and is not known here: who leads raises the alarm."""
    mine = [run for run in uow.directory.drills if run.is_live and _reads_along(run, inbound, uow)]
    if not mine or inbound.sender is None or not says_it(_said(inbound)):
        return False
    _freeze(uow, house, None, inbound.sender.name, mine)
    return True


def _said(inbound: Inbound) -> str:
    event = inbound.event
    return event.text if isinstance(event, Said) else event.caption if isinstance(event, Shared) else ""


def _takes_part(run: Standing, person: Staff, inbound: Inbound, uow: UnitOfWork) -> bool:
    return person.id in run.people or _reads_along(run, inbound, uow)


def _reads_along(run: Standing, inbound: Inbound, uow: UnitOfWork) -> bool:
    group = uow.directory.group_by_chat.get(inbound.chat)
    return group is not None and group.id in run.groups


def _works_at(person: Staff, uow: UnitOfWork) -> Sequence[Site]:
    return uow.directory.sites_of(person)


def stop_by_button(play: Play, inbound: Inbound, person: Staff) -> str:
    """The button that is on every message of a run. Once that is over, what they mean is asked."""
    say, uow, house = phrases(person.language), play.uow, play.house
    if not play.run.standing.is_live:
        _in_their_chat(published(uow, house), house, inbound, person, lambda visit: start_kind(visit, Kind.EMERGENCY))
        return say("This exercise is over: what you report is real. Which emergency?")
    _stop(uow, house, inbound, person, [play.run.standing])
    return say("Every exercise here is stopped. The real alarm is next.")


def halt(play: Play, person: Staff) -> str:
    """Whoever leads it stops it for an alarm that somebody else has raised."""
    _freeze(play.uow, play.house, person.id, person.name, [play.run.standing])
    return phrases(person.language)("Every exercise here is stopped, and everybody in it is told.")


def _stop(uow: UnitOfWork, house: House, inbound: Inbound, person: Staff, mine: Sequence[Standing]) -> None:
    _freeze(uow, house, person.id, person.name, mine)
    site = next((run.site for run in mine if run.site is not None), None)
    raise_the_alarm(published(uow, house), house, inbound, person, site)


def _freeze(uow: UnitOfWork, house: House, by: str | None, name: str, mine: Sequence[Standing]) -> None:
    """Everybody is told once; who was stopped already has been. `by` is None where somebody unknown said so."""
    told: set[str] = set()
    for standing in on_the_site(uow.directory.drills, mine):
        run = run_by_id(uow, standing.id)
        if run is None or run.state is State.FROZEN:
            continue
        play = Play.of(uow, house, run)
        play.log("frozen", by)
        play.turn_timers()
        for staff in run.people:
            if staff not in told:
                told.add(staff)
                _tell(play, staff, name, alarm_is_out=by is not None)
        show_panels(play)


def on_the_site(drills: Sequence[Standing], mine: Sequence[Standing]) -> list[Standing]:
    """The runs that go on at the same sites; one without a site is everywhere."""
    sites = {run.site for run in mine}
    return [run for run in drills if run.is_live and (None in (run.site, *sites) or run.site in sites)]


def _tell(play: Play, staff_id: str, name: str, *, alarm_is_out: bool) -> None:
    """In earnest: no mark, no fence, the highest lane. Whoever reads it says so with one tap."""
    person = play.uow.directory.staff_by_id.get(staff_id)
    if person is None or person.telegram is None or not person.active:
        return
    say = phrases(person.language)
    words = [
        Span("🚨 " + say("REAL EMERGENCY. This is not an exercise.") + "\n", "bold"),
        Span(say("{name} reports something real. Every exercise here is stopped at once.", name=name)),
    ]
    if not alarm_is_out and staff_id in play.run.leads:
        words.append(Span("\n" + say("They are not known here, so no alarm is out yet: raise it with /emergency.")))
    # TRANSLATORS: Button under the words that there is a real emergency: I have read it.
    read = Button(say("I have read this"), Tap("x", play.run.id, 0, "read").data, "primary")
    play.uow.queue(
        Notice(
            play.uow.new_id(),
            play.house.alert_bot if person.reachable else play.house.staff_bot,
            person.telegram,
            Message(tuple(words), ((read,),)),
            lane=Lane.URGENT,
            staff=person.id,
            critical=True,
            language=person.language,
        )
    )


def raise_the_alarm(uow: UnitOfWork, house: House, inbound: Inbound, person: Staff, site: str | None) -> None:
    """A real case by the way of every alarm: at once where the organisation says which playbook, else by one tap."""
    playbook = _usual(uow, site)

    def begin(visit: Visit) -> None:
        start(visit, playbook) if playbook is not None else start_kind(visit, Kind.EMERGENCY)

    _in_their_chat(uow, house, inbound, person, begin)


def _in_their_chat(
    uow: UnitOfWork, house: House, inbound: Inbound, person: Staff, begin: Callable[[Visit], None]
) -> None:
    account = person.telegram if person.telegram is not None else inbound.chat
    conversation = f"{house.staff_bot}:{account}"
    stored = uow.session(conversation)
    visit = Visit(_in_private(inbound, house, account), uow, house, person, uow.directory, stored or Session(tag=""))
    if not visit.session.tag:
        visit.session = new_session(visit.at)
    begin(visit)
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
