"""Who is asked: everybody who works at a site, those at work first. Off-shift people are asked, too, and marked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handlers.people import Directory, Site, Staff
from handlers.rollcall.calls import RollLine
from handlers.rosters.off_shift import off_shift

#: The variable of a site that says where people gather.
MUSTER_POINT = "assembly_point"


def people_at(directory: Directory, site: str | None) -> tuple[Staff, ...]:
    """Everybody on the list who works there; None: everybody. Who has no list of sites works at all of them."""
    return tuple(
        person
        for person in directory.staff
        if person.active and (site is None or not person.sites or site in person.sites)
    )


def lines_for(directory: Directory, site: str | None, at: datetime, helping: Collection[str] = ()) -> list[RollLine]:
    """A line for each of them, and for those (staff ids) who are `helping` there, without a notice.

    Those at work come first, then those who are off shift.
    """
    resting = off_shift(directory, at)
    others = (person for person in directory.staff if person.active and person.id in helping)
    there = {person.id: person for person in (*people_at(directory, site), *others)}
    people = sorted(there.values(), key=lambda one: (one.id in resting, one.name, one.id))
    return [RollLine(person.id, place, off_shift=person.id in resting) for place, person in enumerate(people, 1)]


def muster_point(site: Site | None, language: str) -> str:
    """Where people gather, in words; empty for a site that does not say."""
    words = site.variables.get(MUSTER_POINT) if site is not None else None
    return "" if words is None else words.text(language)
