"""Staff, groups, sites and the organisation they make up, as immutable values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from handlers.aliases import Alias, AliasState
from handlers.deadlines.calendar import Calendar
from handlers.digests.schedule import DigestTimes
from handlers.drills.rules import DrillRule
from handlers.drills.standing import Standing
from handlers.escalation.policy import Rule
from handlers.incidents.matrix import Matrix
from handlers.incidents.usual_matrix import USUAL_MATRIX
from handlers.report_rules import USUAL_RULES, ReportRules
from handlers.shifts import Override, Roster
from handlers.updates.cadence import UpdateRule
from playbooks.model import Condition
from playbooks.model.deadlines import Pack
from playbooks.words import Words


class Role(StrEnum):
    """What somebody may do. `handlers.rights` says what each may."""

    STAFF = "staff"
    DUTY_MANAGER = "duty-manager"
    TRAINER = "trainer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who may use Muster. `telegram` is their account, and with it their private chat, once known."""

    id: str
    name: str
    role: Role
    language: str = "en"
    telegram: int | None = None
    sites: tuple[str, ...] = ()
    active: bool = True
    reachable: bool = True  # False once the platform says they blocked or never started the bot that carries alerts
    phone: str | None = None  # shown only to those who look for them in an emergency


@dataclass(frozen=True, slots=True)
class Group:
    """People who are responsible together; `chat` is their group chat, if they have one."""

    id: str
    name: Words
    chat: int | None = None
    members: tuple[str, ...] = ()
    language: str | None = None  # of the group chat; None: the organisation's first
    roster: Roster | None = None  # None: all members are always on duty
    lead: str | None = None  # staff id: hears when nobody is, or will be, on duty
    outside: tuple[str, ...] = ()  # names of outside channels that get its cards as well, lower case
    digest: DigestTimes | None = None  # when it is told what is open; None: only when somebody asks
    reachable: bool = True  # False once the platform says that the bot for alerts is not in the chat, or it is gone

    @property
    def open_chat(self) -> int | None:
        """The chat, if anything gets into it."""
        return self.chat if self.reachable else None


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on a site; places can hold places."""

    id: str
    name: Words
    places: tuple[Place, ...] = ()

    def walk(self) -> Iterator[Place]:
        """This place and every place in it."""
        yield self
        for place in self.places:
            yield from place.walk()


@dataclass(frozen=True, slots=True)
class Resource:
    """Something a site has for emergencies; `place` says where it hangs or stands."""

    kind: str
    name: Words
    place: Words | None = None
    quantity: int = 1
    expires: date | None = None
    inspected: date | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A branch, terminal, hotel or shop."""

    id: str
    name: Words
    places: tuple[Place, ...] = ()
    calendar: Calendar | None = None  # None: as the whole organisation's
    variables: Mapping[str, Words] = field(default_factory=dict)  # what playbooks' texts say as `{id}`
    resources: tuple[Resource, ...] = ()
    owner: str | None = None  # id of the group that is reminded of what expires here
    likely: tuple[str, ...] = ()  # playbooks that are offered first here, the likeliest first

    def walk(self) -> Iterator[Place]:
        """Every place of the site, outer before inner."""
        for place in self.places:
            yield from place.walk()

    def place(self, place_id: str) -> Place | None:
        """The place called `place_id`, at any depth."""
        return next((place for place in self.walk() if place.id == place_id), None)


@dataclass(frozen=True, slots=True)
class RouteWhen:
    """What a case must be for a route to apply; every field that is given must match."""

    kind: str | None = None
    playbook: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    severity_at_least: str | None = None
    answers: Condition | None = None


def kept_at(resource: Resource, site: Site, language: str) -> str:
    """Where something is kept, in words: one of the site's places by its id, or as it is written."""
    if resource.place is None:
        return ""
    words = resource.place.text(language)
    place = site.place(words)
    return words if place is None else place.name.text(language)


@dataclass(frozen=True, slots=True)
class OrganisationRoute:
    """Groups to notify of cases that match; the first route that matches is taken."""

    notify: tuple[str, ...]
    when: RouteWhen = RouteWhen()


@dataclass(frozen=True, slots=True)
class DeadlineChoice:
    """The deadlines of cases that match; the first choice that matches is taken."""

    pack: Pack
    when: RouteWhen = RouteWhen()


@dataclass(frozen=True)
class Directory:
    """The whole organisation at one moment: who there is, where, and who is told of what."""

    name: str = "Muster"
    timezone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    sites: tuple[Site, ...] = ()
    staff: tuple[Staff, ...] = ()
    groups: tuple[Group, ...] = ()
    routing: tuple[OrganisationRoute, ...] = ()
    overrides: tuple[Override, ...] = ()  # of rosters, agreed in chat, in the order they were made
    deadlines: tuple[DeadlineChoice, ...] = ()
    calendar: Calendar | None = None  # None: as usual, on the organisation's clocks
    escalation: tuple[Rule, ...] = ()
    updates: tuple[UpdateRule, ...] = ()
    reports: ReportRules = USUAL_RULES
    risk: Matrix = USUAL_MATRIX
    aliases: tuple[Alias, ...] = ()  # by which playbooks are found, beside their own; also proposed and refused ones
    drills: tuple[Standing, ...] = ()  # runs that are not closed yet
    drilling: tuple[DrillRule, ...] = ()  # how often teams are to drill; empty: as usual, and nobody is reminded
    version: int = field(default=0, compare=False)

    @cached_property
    def staff_by_id(self) -> dict[str, Staff]:
        return {person.id: person for person in self.staff}

    @cached_property
    def staff_by_account(self) -> dict[int, Staff]:
        """Active staff by Telegram account."""
        return {p.telegram: p for p in self.staff if p.telegram is not None and p.active}

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def group_by_chat(self) -> dict[int, Group]:
        return {group.chat: group for group in self.groups if group.chat is not None}

    @cached_property
    def site_by_id(self) -> dict[str, Site]:
        return {site.id: site for site in self.sites}

    @cached_property
    def drill_by_id(self) -> dict[str, Standing]:
        return {run.id: run for run in self.drills}

    @cached_property
    def taught(self) -> tuple[tuple[str, str], ...]:
        """The phrases that were accepted, each with the entry it is to find."""
        return tuple((alias.text, alias.entry) for alias in self.aliases if alias.state is AliasState.ACCEPTED)

    def sites_of(self, staff: Staff) -> tuple[Site, ...]:
        """The sites somebody works at; everybody without a list works at all of them."""
        mine = tuple(site for site in self.sites if site.id in staff.sites)
        return mine or self.sites

    def calendar_of(self, site: str | None) -> Calendar:
        """Which days are worked at a site, and when people are awake there."""
        here = self.site_by_id.get(site or "")
        return (here.calendar if here else None) or self.calendar or Calendar(self.timezone)
