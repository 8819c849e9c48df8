"""The world a playbook is walked in: whose organisation, who you are there, and what time it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.setting import Setting, account_of
from handlers.house import Find, Suggestion
from handlers.people import Directory, Role, Staff
from playbooks.edition import Edition
from playbooks.finder import Finder, Taught
from playbooks.problems import instead

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AT = re.compile(
    r"^(?:(?P<date>\d{4}-\d{2}-\d{2})[ T]|(?P<day>[a-z]{3})[a-z]* )?(?P<hour>\d{1,2}):(?P<minute>\d{2})$"
)


class WrongWish(Exception):
    """Somebody or some time that is not there. The text says what there is instead."""


@dataclass(frozen=True, kw_only=True)
class Simulated(Setting):
    """Over people and playbooks that are read already."""

    people: Directory
    published: tuple[Edition, ...]

    def directory(self) -> Directory:
        return self.people

    def editions(self) -> Sequence[Edition]:
        return self.published

    def outside_channels(self) -> frozenset[str]:
        return frozenset(name for group in self.people.groups for name in group.outside)

    def find(self) -> Find:
        finder = Finder(self.published)

        def find(text: str, taught: Taught) -> Sequence[Suggestion]:
            return [Suggestion(found.entry, found.score) for found in finder.find(text, taught=taught)]

        return find


def with_accounts(directory: Directory) -> Directory:
    """`directory` as if everybody had linked their account already."""
    staff = [p if p.telegram else replace(p, telegram=account_of(p.id)) for p in directory.staff]
    return replace(directory, staff=tuple(replace(person, reachable=True) for person in staff))


def all_reading(directory: Directory, language: str) -> Directory:
    """`directory` with everybody reading `language`, so that the author can read what they are told."""
    staff = tuple(replace(person, language=language) for person in directory.staff)
    groups = tuple(replace(group, language=language) for group in directory.groups)
    return replace(directory, staff=staff, groups=groups)


def you_at(directory: Directory, wanted: str | None, site: str | None) -> Staff:
    """Who walks: `wanted`, else the first of the frontline staff there. Raises WrongWish."""
    sites = [one.id for one in directory.sites]
    if site is not None and site not in sites:
        raise WrongWish(f"there is no site `{site}`; {instead(site, sites)}")
    people = {person.id: person for person in directory.staff if person.active}
    if wanted is not None and wanted not in people:
        raise WrongWish(f"there is nobody called `{wanted}`; {instead(wanted, people)}")
    if not people:
        raise WrongWish("the organisation has no staff; add somebody under `staff`")
    if wanted is not None:
        return people[wanted]
    frontline = [person for person in people.values() if person.role is Role.STAFF] or list(people.values())
    return next((person for person in frontline if site is None or site in person.sites), frontline[0])


def working_at(directory: Directory, you: Staff, site: str | None) -> Directory:
    """`directory` with `you` at `site` alone."""
    if site is None:
        return directory
    staff = tuple(replace(one, sites=(site,)) if one.id == you.id else one for one in directory.staff)
    return replace(directory, staff=staff)


def moment(wanted: str | None, now: datetime, zone: ZoneInfo) -> datetime:
    """On the organisation's clock, without a zone: `03:00`, `sat 03:00` (the next one), `2026-03-07 03:00`.

    Without a wish it is `now` (aware). Raises WrongWish.
    """
    today = now.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    if wanted is None:
        return today
    found = _AT.match(wanted.strip().lower())
    try:
        return _moment(found, today)
    except (ValueError, AttributeError, TypeError):
        raise WrongWish(f"`{wanted}` is no time; write 03:00, sat 03:00 or 2026-03-07 03:00") from None


def _moment(found: re.Match[str] | None, today: datetime) -> datetime:
    """Raises ValueError or TypeError where nothing, or no time, was found."""
    if found is None:
        raise ValueError
    day = today
    if found["date"]:
        day = datetime.fromisoformat(found["date"])
    elif found["day"]:
        day = today + timedelta(days=(_DAYS.index(found["day"]) - today.weekday()) % 7)
    return day.replace(hour=int(found["hour"]), minute=int(found["minute"]))
