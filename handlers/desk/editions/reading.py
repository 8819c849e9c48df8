"""What is new in playbooks is read by those who must: they are asked, say that they have, and are reminded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers.delivery import Lane, Notice
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.readings.asking import LONGEST, Asked, Known, asked_now, known, this_round, to_ask, unread
from handlers.readings.audience import is_for, to_be_read
from handlers.readings.looking import look_again
from handlers.readings.reading import Reading
from handlers.taps import Tap
from playbooks.edition import Edition
from playbooks.locale_format import clock, sentences
from playbooks.phrases import Phrases, phrases

#: What the button carries before the moment it was shown, in seconds since 1970.
ACTION = "m.read="
ONE_LINE = 200  # characters of what is new that are shown to somebody who begins a report


def readings_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Asks and reminds whoever is to be now, and sees to the next look."""
    editions = to_be_read(uow.editions.all_current())
    if not editions:
        return
    visit = from_muster(inbound, uow, house)
    readings = known(uow.readings_about([edition.playbook.id for edition in editions]))
    found = this_round(editions, readings, uow.directory, uow.now)
    for asked in found.asked:
        _ask(visit, asked, readings)
    if found.next_look is not None:
        uow.set_timer(look_again(found.next_look))


def ask_person(visit: Visit, person: Staff) -> None:
    """Asks somebody who has just come, or come back, for what they were never asked."""
    editions = to_be_read(visit.uow.editions.all_current())
    if not editions or person.telegram is None:
        return
    readings = known(visit.uow.readings(person.id))
    new = to_ask(person, editions, readings, visit.directory)
    if new:
        _ask(visit, Asked(person, new), readings)


def confirm(visit: Visit, shown: str) -> None:
    """Somebody says that they have read what a message of that moment asked for; what is left comes next."""
    if not shown.isdecimal() or len(shown) > 12:
        visit.toast(visit.say("That button does nothing here."))
        return
    mine, now, until = visit.uow.readings(visit.staff.id), visit.uow.now, int(shown)
    asked = [each for each in mine if each.asked_at is not None and int(each.asked_at.timestamp()) <= until]
    for reading in asked:
        if reading.read_at is None:
            visit.uow.keep_reading(replace(reading, read_at=now))
    visit.toast(visit.say("Thank you."))
    if asked:
        _mark_read(visit, [each for each in asked if each.read_at is None])
        ask_person(visit, visit.staff)


def show_reading(visit: Visit, argument: str) -> None:
    """What this person still has to read, whether they were asked or not."""
    editions = to_be_read(visit.uow.editions.all_current())
    readings = known(visit.uow.readings(visit.staff.id)) if editions else {}
    left = unread(visit.staff, editions, readings, visit.directory)
    if not left:
        visit.tell(visit.say("You have read everything there is to read."))
        return
    new = to_ask(visit.staff, editions, readings, visit.directory)
    _ask(visit, Asked(visit.staff, new) if new else Asked(visit.staff, left, again=True), readings)


def what_is_new(visit: Visit, edition: Edition) -> str:
    """One line for somebody who begins a report on an edition that they have not read; else empty.

    Who need not read it sees it once.
    """
    if not edition.playbook.changes:
        return ""
    readings = known(visit.uow.readings(visit.staff.id))
    reading = readings.get((visit.staff.id, edition.playbook.id, edition.playbook.version))
    if reading is not None and reading.read_at is not None:
        return ""
    if not is_for(visit.staff, edition.playbook, visit.directory):
        seen = Reading(visit.staff.id, edition.playbook.id, edition.playbook.version, edition.digest)
        visit.uow.keep_reading(replace(seen, read_at=visit.uow.now))
    return _in_one_line(edition, visit.say)


def _in_one_line(edition: Edition, say: Phrases) -> str:
    words = sentences([change.text(say.language) for change in edition.playbook.changes], say.language)
    line = " ".join(words.split())
    # TRANSLATORS: Before the first question of a report; {changes} are whole sentences.
    line = say("New: {changes}", changes=line)
    return line if len(line) <= ONE_LINE else line[: ONE_LINE - 1].rstrip() + "…"


def _ask(visit: Visit, asked: Asked, readings: Known) -> None:
    kept, person = asked_now(asked, readings, visit.uow.now), asked.person
    for reading in kept:
        visit.uow.keep_reading(reading)
    assert person.telegram is not None
    message = _message(visit, asked, readings)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.house.staff_bot,
            person.telegram,
            message,
            Lane.ROUTINE,
            staff=person.id,
            language=person.language,
        )
    )


def _message(visit: Visit, asked: Asked, readings: Known) -> Message:
    say = phrases(asked.person.language)
    # TRANSLATORS: Heading over the names of reports and checklists, each with what is new in it.
    head = say("Not read yet:") if asked.again else say("Please read what is new:")
    spans = [Span("📖 " + head, "bold"), *_news(visit, asked.editions, asked.person, readings, say)]
    data = Tap("s", "read", 0, f"{ACTION}{int(visit.uow.now.timestamp())}").data
    row: Row = (Button(say("✓ I have read it"), data, "primary"),)
    return Message(tuple(spans), (row,))


def _news(visit: Visit, editions: Iterable[Edition], person: Staff, readings: Known, say: Phrases) -> Iterator[Span]:
    """Each playbook's name and what is new in it; also what was new in earlier versions that they have not read."""
    left = LONGEST
    for edition in editions:
        yield Span("\n" + edition.playbook.title.text(say.language), "bold")
        for missed in [*_missed(visit, edition, person, readings), edition]:
            words = "".join(f"\n• {change.text(say.language)}" for change in missed.playbook.changes)
            if missed is edition or len(words) <= left:
                left -= len(words)
                yield Span(words)


def _missed(visit: Visit, edition: Edition, person: Staff, readings: Known) -> list[Edition]:
    """Earlier editions that they were asked to read and have not, the earliest first."""
    playbook = edition.playbook
    mine = [each for each in readings.values() if (each.staff, each.playbook) == (person.id, playbook.id)]
    open_ = [each for each in mine if each.version < playbook.version and each.asked_at and each.read_at is None]
    found = [visit.uow.editions.by_digest(each.edition) for each in sorted(open_, key=lambda each: each.version)]
    return [earlier for earlier in found if earlier is not None]


def _mark_read(visit: Visit, confirmed: Sequence[Reading]) -> None:
    """The message says when, and has no button any more; also one that another message was tapped instead of."""
    say, editions = visit.say, visit.uow.editions
    names = dict.fromkeys(each.playbook for each in confirmed)
    titles = [e.playbook.title.text(say.language) for e in map(editions.current, names) if e is not None]
    time = clock(visit.uow.now, say.language, ZoneInfo(visit.directory.timezone))
    words = plain("✓ " + say("Read at {time}", time=time) + "".join(f"\n• {title}" for title in titles))
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            words,
            edits_message=visit.tapped_message,
            staff=visit.staff.id,
            language=say.language,
        )
    )
