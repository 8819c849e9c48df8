"""Steps or limits of a playbook have changed: trainers hear whose certificates lapsed, and what there is to drill."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk.programme.grid import grid_row, plan_rows
from handlers.desk.programme.looking import programme_now
from handlers.desk.programme.telling import tell_trainer
from handlers.drills.certificates import Validity, certificates_of
from handlers.drills.change_words import changes_words
from handlers.drills.programme import Programme
from handlers.drills.trainers import meet, trainers
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, Span
from handlers.people import Staff
from handlers.ports import UnitOfWork
from playbooks.difference.material import material
from playbooks.edition import Edition
from playbooks.locale_format import labelled, series
from playbooks.phrases import phrases

_NAMES = 20


def lapsed_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Tells every trainer about the people at their sites."""
    old, new = uow.editions.by_digest(event.data["before"]), uow.editions.current(event.data["playbook"])
    if old is None or new is None or not material(old.playbook, new.playbook):
        return
    programme = programme_now(uow, house)
    lapsed = _lapsed(programme, programme.before(old, uow.now), new.playbook.id)
    for trainer in trainers(uow.directory) if lapsed else ():
        if theirs := [person for person in lapsed if meet(trainer, person)]:
            tell_trainer(uow, house, trainer, _message(programme.for_trainer(trainer), old, new, theirs, trainer))


def _lapsed(now: Programme, before: Programme, playbook: str) -> list[Staff]:
    """Whose certificate was good and is not any more."""
    drilled = {staff for result in now.results if result.playbook == playbook for staff in result.people}
    people = [person for person in now.directory.staff if person.active and person.id in drilled]
    return [person for person in people if _is_good(person, playbook, before) and not _is_good(person, playbook, now)]


def _is_good(person: Staff, playbook: str, programme: Programme) -> bool:
    certificates = certificates_of(person.id, programme)
    return any(one.playbook == playbook and one.validity is Validity.GOOD for one in certificates)


def _message(programme: Programme, old: Edition, new: Edition, people: Sequence[Staff], trainer: Staff) -> Message:
    say = phrases(trainer.language)
    title, version = new.playbook.title.text(say.language), new.playbook.version
    head = "🎓 " + say("“{playbook}”, version {n}: the steps have changed", playbook=title, n=version)
    what = changes_words(material(old.playbook, new.playbook), old.playbook, new.playbook, say)
    names = [person.name for person in people[:_NAMES]]
    names += [say("and {n} more", n=len(people) - _NAMES)] if len(people) > _NAMES else []
    # TRANSLATORS: {names}: people whose certificate of an exercise is not good any more.
    whose = labelled(say("Their certificates lapsed"), series(names, say.language), say.language)
    cells = [cell for cell in programme.cells if cell.asked.playbook == new.playbook.id]
    spans = (Span(head, "bold"), Span(f"\n{what}\n\n{whose}"))
    return Message(spans, (*plan_rows(programme, cells, say), grid_row(say)))
