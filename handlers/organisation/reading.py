"""The organisation file: its shape, and what must fit together in it.

    directory = read_organisation(read_yaml("organisation.yaml"))     # or Malformed, naming every line

Nothing of a file with a mistake is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from handlers import people
from handlers.escalation.reading import PolicyEntry, escalation_mistakes
from handlers.organisation.cases import ChannelName, Ids, RouteCondition, Timezone, listed, when_of
from handlers.organisation.deadlines import (
    CalendarEntry,
    DeadlineEntry,
    Packs,
    calendar_of,
    choices_of,
    known_packs,
    wrong_deadlines,
)
from handlers.organisation.digests import DigestEntry
from handlers.organisation.drills import DrillEntry, wrong_drills
from handlers.organisation.reports import ReportsEntry, wrong_reports
from handlers.organisation.risk import RiskEntry, wrong_risk
from handlers.organisation.rosters import RosterEntry, roster_of
from handlers.organisation.updates import UpdateEntry, wrong_updates
from handlers.people import Directory, Role
from playbooks.advice import problems_of
from playbooks.model.base import Id, Part
from playbooks.problems import Malformed, Problem, instead
from playbooks.words import Language, Words
from playbooks.yaml_file import Document, Location

#: Numbers on Telegram have at most 52 bits; people's are positive, groups' negative.
_MOST = 2**52
Account = Annotated[int, Field(gt=0, lt=_MOST)]
Chat = Annotated[int, Field(gt=-_MOST, lt=_MOST)]

#: How calendars call somebody besides their id and name: an address, a short name.
KnownAs = Annotated[str, Field(min_length=1, max_length=200)]


#: As people dial it, with the country: +853 6000 0000.
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ()./-]{2,30}$")]


class PlaceEntry(Part):
    id: Id
    name: Words
    places: list[PlaceEntry] = Field(default_factory=list)


class ResourceEntry(Part):
    kind: Id
    name: Words
    place: Words | None = None
    quantity: int = Field(default=1, ge=0)
    expires: date | None = None
    inspected: date | None = None


class SiteEntry(Part):
    id: Id
    name: Words
    places: list[PlaceEntry] = Field(default_factory=list)
    calendar: CalendarEntry | None = None
    variables: dict[Id, Words] = Field(default_factory=dict)
    resources: list[ResourceEntry] = Field(default_factory=list)
    owner: Id | None = None
    likely: Ids = Field(default_factory=list)


class StaffEntry(Part):
    id: Id
    name: str = Field(min_length=1, max_length=100)
    role: Role = Role.STAFF
    telegram: Account | None = None
    language: Language | None = None
    sites: Ids = Field(default_factory=list)
    active: bool = True
    known_as: Annotated[list[KnownAs], BeforeValidator(listed)] = Field(default_factory=list)
    phone: Phone | None = None


class GroupEntry(Part):
    id: Id
    name: Words
    chat: Chat | None = None
    members: Ids = Field(default_factory=list)
    language: Language | None = None
    lead: Id | None = None
    roster: RosterEntry | None = None
    outside: Annotated[list[ChannelName], BeforeValidator(listed)] = Field(default_factory=list)
    digest: DigestEntry | None = None


class RouteEntry(Part):
    notify: Ids = Field(min_length=1)
    when: RouteCondition = RouteCondition()


class OrganisationFile(Part):
    """The file as a whole."""

    name: str = Field(min_length=1)
    timezone: Timezone = "UTC"
    languages: list[Language] = Field(default=["en"], min_length=1)
    sites: list[SiteEntry] = Field(default_factory=list)
    staff: list[StaffEntry] = Field(default_factory=list)
    groups: list[GroupEntry] = Field(default_factory=list)
    routing: list[RouteEntry] = Field(default_factory=list)
    deadline_packs: Annotated[list[str], BeforeValidator(listed)] = Field(default_factory=list)
    deadlines: list[DeadlineEntry] = Field(default_factory=list)
    calendar: CalendarEntry | None = None
    escalation: list[PolicyEntry] = Field(default_factory=list)
    updates: list[UpdateEntry] = Field(default_factory=list)
    drills: list[DrillEntry] = Field(default_factory=list)
    reports: ReportsEntry = ReportsEntry()
    risk: RiskEntry = RiskEntry()


def read_organisation(document: Document) -> Directory:
    """The organisation that a file describes. Raises Malformed with every problem, each at its line."""
    if not isinstance(document.data, dict):
        raise Malformed([document.problem((), "is not an organisation", "start it with `name: …`")])
    try:
        read = OrganisationFile.model_validate(document.data)
    except ValidationError as error:
        raise Malformed(problems_of(error, document, OrganisationFile)) from None
    known = known_packs(document, read.languages)
    _refuse([*_mistakes(read, document), *wrong_deadlines(read.deadlines, known, document)])
    directory = _directory(read, document.file, known)
    _refuse(escalation_mistakes(directory, document))
    return directory


def _refuse(mistakes: Iterable[Problem]) -> None:
    problems = sorted(mistakes, key=lambda problem: (problem.line, problem.column))
    if problems:
        raise Malformed(problems)


def _mistakes(read: OrganisationFile, document: Document) -> Iterator[Problem]:
    yield from _twice(document, "site", ((("sites", i, "id"), site.id) for i, site in enumerate(read.sites)))
    yield from _twice(document, "staff", ((("staff", i, "id"), person.id) for i, person in enumerate(read.staff)))
    yield from _twice(document, "group", ((("groups", i, "id"), group.id) for i, group in enumerate(read.groups)))
    accounts = ((("staff", i, "telegram"), p.telegram) for i, p in enumerate(read.staff) if p.active)
    yield from _twice(document, "Telegram account", accounts)
    yield from _twice(document, "chat", ((("groups", i, "chat"), group.chat) for i, group in enumerate(read.groups)))
    for number, site in enumerate(read.sites):
        yield from _twice(document, "place", _places(site.places, ("sites", number, "places")))
    yield from _unknown(read, document)


def _twice(document: Document, what: str, found: Iterable[tuple[Location, object]]) -> Iterator[Problem]:
    seen: set[object] = set()
    for location, value in found:
        if value is not None and value in seen:
            yield document.problem(location, f"{what} `{value}` is there twice", "keep one, or give it another")
        seen.add(value)


def _places(places: list[PlaceEntry], location: tuple[str | int, ...]) -> Iterator[tuple[Location, object]]:
    for number, place in enumerate(places):
        here = (*location, number)
        yield (*here, "id"), place.id
        yield from _places(place.places, (*here, "places"))


def _unknown(read: OrganisationFile, document: Document) -> Iterator[Problem]:
    sites, groups = [site.id for site in read.sites], [group.id for group in read.groups]
    staff = [person.id for person in read.staff]
    for number, site in enumerate(read.sites):
        if site.owner is not None and site.owner not in groups:
            wrong = f"there is no group `{site.owner}`"
            yield document.problem(("sites", number, "owner"), wrong, instead(site.owner, groups))
    for number, person in enumerate(read.staff):
        yield from _missing(document, ("staff", number, "sites"), person.sites, sites, "site")
    for number, group in enumerate(read.groups):
        yield from _missing(document, ("groups", number, "members"), group.members, staff, "staff member")
        yield from _unknown_on_duty(document, number, group, staff)
    for number, route in enumerate(read.routing):
        yield from _missing(document, ("routing", number, "notify"), route.notify, groups, "group")
        yield from _missing(document, ("routing", number, "when", "site"), route.when.site, sites, "site")
    for number, choice in enumerate(read.deadlines):
        yield from _missing(document, ("deadlines", number, "when", "site"), choice.when.site, sites, "site")
    yield from wrong_updates(read.updates, groups, document)
    yield from wrong_drills(read.drills, groups, document)
    yield from wrong_risk(read.risk, groups, document)
    channels = (name for group in read.groups for name in group.outside)
    yield from wrong_reports(read.reports, channels, document)


def _unknown_on_duty(document: Document, number: int, group: GroupEntry, staff: list[str]) -> Iterator[Problem]:
    """Whoever is on duty for a group must be in it: members are whom its alerts and buttons are for."""
    here = ("groups", number)
    if group.lead is not None and group.lead not in staff:
        yield document.problem(
            (*here, "lead"), f"there is no staff member `{group.lead}`", instead(group.lead, staff)
        )
    for index, shift in enumerate(group.roster.weekly if group.roster else ()):
        listed = (*here, "roster", "weekly", index, "staff")
        yield from _missing(document, listed, shift.staff, group.members, f"member of group `{group.id}`")


def _missing(
    document: Document, location: tuple[str | int, ...], named: list[str], known: list[str], what: str
) -> Iterator[Problem]:
    for number, name in enumerate(named):
        if name not in known:
            yield document.problem((*location, number), f"there is no {what} `{name}`", instead(name, known))


def _directory(read: OrganisationFile, file: str, known: Packs) -> Directory:
    called = {person.id: (person.id, person.name, *person.known_as) for person in read.staff}
    return Directory(
        name=read.name,
        timezone=read.timezone,
        languages=tuple(read.languages),
        sites=tuple(_site(site, read) for site in read.sites),
        staff=tuple(_person(entry, read.languages[0]) for entry in read.staff),
        groups=tuple(_group(entry, called, file) for entry in read.groups),
        routing=tuple(people.OrganisationRoute(tuple(r.notify), when_of(r.when)) for r in read.routing),
        deadlines=choices_of(read.deadlines, known),
        calendar=calendar_of(read.timezone, read.calendar),
        escalation=tuple(entry.rule() for entry in read.escalation),
        updates=tuple(entry.rule() for entry in read.updates),
        drilling=tuple(entry.rule() for entry in read.drills),
        reports=read.reports.rules(),
        risk=read.risk.matrix(),
    )


def _group(entry: GroupEntry, called: dict[str, tuple[str, ...]], file: str) -> people.Group:
    members = {member: called[member] for member in entry.members}
    roster = roster_of(entry.roster, members, file) if entry.roster else None
    return people.Group(
        id=entry.id,
        name=entry.name,
        chat=entry.chat,
        members=tuple(entry.members),
        language=entry.language,
        roster=roster,
        lead=entry.lead,
        outside=tuple(dict.fromkeys(entry.outside)),
        digest=entry.digest.times if entry.digest else None,
    )


def _site(entry: SiteEntry, read: OrganisationFile) -> people.Site:
    calendar = calendar_of(read.timezone, read.calendar, entry.calendar) if entry.calendar else None
    return people.Site(
        id=entry.id,
        name=entry.name,
        places=tuple(map(_place, entry.places)),
        calendar=calendar,
        variables=entry.variables,
        resources=tuple(people.Resource(**dict(resource)) for resource in entry.resources),
        owner=entry.owner,
        likely=tuple(entry.likely),
    )


def _place(entry: PlaceEntry) -> people.Place:
    return people.Place(entry.id, entry.name, tuple(map(_place, entry.places)))


def _person(entry: StaffEntry, first_language: str) -> people.Staff:
    return people.Staff(
        id=entry.id,
        name=entry.name,
        role=entry.role,
        language=entry.language or first_language,
        telegram=entry.telegram,
        sites=tuple(entry.sites),
        active=entry.active,
        phone=entry.phone,
    )
