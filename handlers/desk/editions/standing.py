"""/reading: for managers, who has read what is new in playbooks and who has not, by group."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.alerts.cards import name_of
from handlers.desk.editions.reading import show_reading
from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from handlers.readings.asking import known
from handlers.readings.audience import to_be_read
from handlers.readings.status import GroupStatus, Status, status
from handlers.rights import may_see_readings
from playbooks.locale_format import labelled, series

NAMES = 8  # of people in one line
PLAYBOOKS = 10  # in one message


def show_standing(visit: Visit, argument: str) -> None:
    """What they have to read themselves; for managers, how far everybody has come."""
    if not may_see_readings(visit.staff):
        show_reading(visit, argument)
        return
    editions = to_be_read(visit.uow.editions.all_current())
    readings = known(visit.uow.readings_about([edition.playbook.id for edition in editions]))
    found = [status(edition, visit.directory, readings) for edition in editions[:PLAYBOOKS]]
    if any(visit.staff.id in each.unread for each in found):
        show_reading(visit, argument)
    visit.tell(_message(visit, found))


def _message(visit: Visit, found: list[Status]) -> Message:
    say = visit.say
    if not found:
        return Message((Span(say("There is nothing that anybody has to read.")),))
    spans = [Span("📖 " + say("Who has read what is new"), "bold")]
    for each in found:
        spans.append(Span("\n\n" + _head(visit, each), "bold"))
        spans += [Span("\n" + _line(visit, group)) for group in each.groups]
    return Message(tuple(spans))


def _head(visit: Visit, found: Status) -> str:
    title = found.edition.playbook.title.text(visit.staff.language)
    count, total = len(found.read), len(found.read) + len(found.unread)
    return labelled(title, visit.say("{n} of {total} have read it", n=count, total=total), visit.staff.language)


def _line(visit: Visit, group: GroupStatus) -> str:
    say, named = visit.say, visit.directory.group_by_id.get(group.group or "")
    # TRANSLATORS: People who are in no group.
    name = named.name.text(say.language) if named is not None else say("In no group")
    if not group.unread:
        return f"✓ {name}"
    count = f"{len(group.read)}/{len(group.read) + len(group.unread)}"
    # TRANSLATORS: After a count of those who have read something: the names of those who have not.
    return f"○ {name} {count} · {say('not yet: {names}', names=_names(visit, group))}"


def _names(visit: Visit, group: GroupStatus) -> str:
    return series(list(_some(visit, group)), visit.staff.language)


def _some(visit: Visit, group: GroupStatus) -> Iterator[str]:
    for person in group.unread[:NAMES]:
        yield name_of(person, visit.directory)
    if len(group.unread) > NAMES:
        yield visit.say("{n} more", n=len(group.unread) - NAMES)
