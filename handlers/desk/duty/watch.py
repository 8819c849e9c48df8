"""Shifts begin and end: those who come and go are told, and somebody is told when nobody can be.

Whoever comes on duty must be reachable, or an alert would wait for nobody: that is checked as each shift begins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers.alerts.cards import clock_time
from handlers.desk.duty.calendar_words import finding_words, trouble_words
from handlers.desk.duty.handover import tell_privately
from handlers.desk.duty.reach import send_duty_note, tell_unreachable
from handlers.desk.duty.showing import names_of
from handlers.desk.editions.reading import ask_person
from handlers.desk.telling.lead import can_be_reached, tell_lead
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, plain
from handlers.people import Group, Staff
from handlers.ports import UnitOfWork
from handlers.rosters import Period, on_duty, stretch_of
from handlers.rosters.trouble import next_word
from handlers.rosters.watching import Told, coming_gaps, new_findings, next_look, was_on_duty
from playbooks.phrases import Phrases


def watch_duty(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Looks at one group's roster, tells what changed since the last look, and sees to the next."""
    group = uow.directory.group_by_id.get(event.data["group"])
    if group is None or group.roster is None:
        return
    visit = from_muster(inbound, uow, house)
    told = Told.read(event.data)
    if told.at is not None:
        _changes(visit, group, was_on_duty(visit.directory, group, told))
    for gap in coming_gaps(uow.directory, group, told, uow.now):
        tell_lead(visit, group, _gap_words(visit, group, gap))
    uow.set_timer(next_look(uow.directory, group, uow.now, _tell_of_calendar(visit, group, told)))


def _tell_of_calendar(visit: Visit, group: Group, told: Told) -> datetime | None:
    """What is wrong with the group's calendar; gives back when it was last said that it cannot be read."""
    assert group.roster is not None
    directory, now, plan = visit.directory, visit.uow.now, group.roster.plan
    findings = new_findings(group, told)
    if findings:
        tell_lead(visit, group, lambda say: plain(finding_words(group, findings, directory, now, say)))
    due = next_word(group, told.trouble)
    if due is None or due > now:
        return told.trouble
    tell_lead(visit, group, lambda say: plain(trouble_words(group, plan, directory, now, say)))
    return now


def _changes(visit: Visit, group: Group, before: tuple[Staff, ...]) -> None:
    after = () if not group.roster or not group.roster.is_known else on_duty(visit.directory, group.id, visit.uow.now)
    for person in after:
        if person not in before:
            _begins(visit, group, person)
    for person in before:
        if person not in after:
            tell_privately(visit, person, _over(group, after), small=True)


def _begins(visit: Visit, group: Group, person: Staff) -> None:
    stretch = stretch_of(visit.directory, group.id, person.id, visit.uow.now)
    assert stretch is not None
    send_duty_note(visit, group, person, stretch)
    ask_person(visit, person)
    if not can_be_reached(person):
        tell_unreachable(visit, group, person)


def _over(group: Group, after: tuple[Staff, ...]) -> Callable[[Phrases], Message]:
    def words(say: Phrases) -> Message:
        name = group.name.text(say.language)
        if after:
            return plain(
                say("Your duty for {group} is over. On duty now: {names}", group=name, names=names_of(after, say))
            )
        return plain(say("Your duty for {group} is over. Nobody is on duty now.", group=name))

    return words


def _gap_words(visit: Visit, group: Group, gap: Period) -> Callable[[Phrases], Message]:
    def words(say: Phrases) -> Message:
        since, until = (clock_time(at, visit.directory, visit.uow.now, say.language) for at in (gap.since, gap.until))
        name = group.name.text(say.language)
        return plain(
            say("Nobody is on duty for {group} from {since} until {until}.", group=name, since=since, until=until)
        )

    return words
