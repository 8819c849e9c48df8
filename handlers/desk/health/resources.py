"""Something a site keeps for emergencies expires: its owner is reminded, else the managers and admins are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.alerts.addressing import FALLBACK, Recipient, group_language
from handlers.delivery import Lane, Notice
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, Span
from handlers.people import Resource, Site, Staff, kept_at
from handlers.ports import UnitOfWork
from handlers.resources import next_look, to_be_told
from handlers.rosters import on_duty
from playbooks.locale_format import day, labelled
from playbooks.phrases import Phrases, phrases


def resources_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Says what is new, and sees to the next look. A site that is no longer there says nothing."""
    site = uow.directory.site_by_id.get(event.data["site"])
    if site is None:
        return
    visit = from_muster(inbound, uow, house)
    fresh = to_be_told(uow.directory, site, event.data, uow.now)
    for recipient in _owners(visit, site) if fresh else ():
        uow.queue(_notice(visit, site, fresh, recipient))
    following = next_look(uow.directory, site, uow.now)
    if following is not None:
        uow.set_timer(following)


def _owners(visit: Visit, site: Site) -> Iterator[Recipient]:
    directory = visit.directory
    group = directory.group_by_id.get(site.owner or "")
    if group is not None and group.chat is not None:
        yield Recipient(group.chat, group_language(group, directory), group=group.id)
        return
    people: list[Staff] = list(on_duty(directory, group.id, visit.uow.now)) if group is not None else []
    people = people or [person for person in directory.staff if person.active and person.role in FALLBACK]
    yield from (Recipient(p.telegram, p.language, staff=p.id) for p in people if p.telegram is not None)


def _notice(visit: Visit, site: Site, resources: tuple[Resource, ...], recipient: Recipient) -> Notice:
    person = visit.directory.staff_by_id.get(recipient.staff or "")
    return Notice(
        visit.uow.new_id(),
        visit.house.alert_bot if person is None or person.reachable else visit.house.staff_bot,
        recipient.chat,
        _words(visit, site, resources, phrases(recipient.language)),
        lane=Lane.ROUTINE,
        staff=recipient.staff,
        key=f"resources:{site.id}:{recipient.chat}",
        language=recipient.language,
    )


def _words(visit: Visit, site: Site, resources: tuple[Resource, ...], say: Phrases) -> Message:
    # TRANSLATORS: {site} is a branch or terminal; what it keeps for emergencies and when it expires follows.
    head = say("{site}: to be renewed", site=site.name.text(say.language))
    today = visit.uow.now.date()
    lines = "\n".join(_line(resource, site, say, today) for resource in resources)
    return Message((Span("🧰 " + head + "\n", "bold"), Span(lines)))


def _line(resource: Resource, site: Site, say: Phrases, today: date) -> str:
    name = resource.name.text(say.language)
    name = labelled(name, kept_at(resource, site, say.language), say.language) if resource.place else name
    assert resource.expires is not None
    when = day(resource.expires, say.language, today)
    if resource.expires < today:
        return "⚠️ " + say("{what} · expired {day}", what=name, day=when)
    return say("{what} · expires {day}", what=name, day=when)
