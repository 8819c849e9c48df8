"""Whom an event of a duty calendar names.

Calendars are written by people and by other programs. The most explicit word counts:

1. a line `on duty: Ana, Kit` in the description;
2. whoever is invited and has not declined, by address or name, if any of them is known;
3. the title: `Ana`, `Ana, Kit`, `Late shift: Ana + Kit`, `On call - Ana - Week 12`.

    names_in(Event(title="Late: Ana & Kit", …), names) == (("ana", "kit"), ())
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.shifts import Finding, Planned, Wrong

FINDINGS = 50  # told of at most
TITLE = 80  # characters of an event's title that are kept to say which it is

_ON_DUTY = re.compile(r"^\s*on[ -]?duty\s*[:：]\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）|【[^】]*】")
_SEGMENTS = re.compile(r"\s+[-–—]\s+|\s*\|\s*")
_LISTED = re.compile(r"\s*[,;/&+、，；／＋\n]\s*|\s+(?:and|und|e|y)\s+")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited to an event, by address and, if it is given, name."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence of an event, from `since` until `until` (aware)."""

    since: datetime
    until: datetime
    title: str = ""
    description: str = ""
    guests: tuple[Guest, ...] = ()


Known = Mapping[str, Sequence[str]]


def folded(name: str) -> str:
    """A name as it is compared: case, width and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def known(names: Iterable[tuple[str, str]]) -> Known:
    """Staff ids by what they are called."""
    found: dict[str, list[str]] = {}
    for name, person in names:
        ids = found.setdefault(folded(name), [])
        if person not in ids:
            ids.append(person)
    return found


def shifts_of(events: Iterable[Event], names: Known) -> tuple[tuple[Planned, ...], tuple[Finding, ...]]:
    """The shifts that events stand for, in order, and what is wrong with them: each kind of fault once."""
    shifts: set[Planned] = set()
    findings: dict[str, Finding] = {}
    for event in sorted(events, key=lambda event: event.since):
        people, wrong = _read(event, names)
        if people:
            shifts.add(Planned(event.since, event.until, people))
        for finding in wrong:
            findings.setdefault(finding.key, finding)
    in_order = sorted(shifts, key=lambda shift: (shift.since, shift.until, shift.staff))
    return tuple(in_order), tuple(findings.values())[:FINDINGS]


def names_in(event: Event, names: Known) -> tuple[tuple[str, ...], tuple[tuple[Wrong, str], ...]]:
    """The staff ids that an event names, once each, and the names in it that stand for nobody or for several."""
    explicit = _ON_DUTY.search(event.description)
    if explicit is not None:
        return _sorted_out(_listed(explicit[1], names), names)
    if any(_guest(guest, names) in names for guest in event.guests):
        return _sorted_out([_guest(guest, names) for guest in event.guests], names)
    return _sorted_out(_in_title(event.title, names), names)


def _read(event: Event, names: Known) -> tuple[tuple[str, ...], list[Finding]]:
    title = " ".join(event.title.split())[:TITLE]
    if event.until <= event.since:
        return (), [Finding(Wrong.EMPTY, title, event.since)]
    people, wrong = names_in(event, names)
    if not people and not wrong:
        return (), [Finding(Wrong.NOBODY, title, event.since)]
    return people, [Finding(why, title, event.since, name) for why, name in wrong]


def _guest(guest: Guest, names: Known) -> str:
    """What to know a guest by: the address, unless only the name is known."""
    address, name = folded(guest.address), folded(guest.name)
    return name if name in names and address not in names else address or name


def _in_title(title: str, names: Known) -> list[str]:
    if folded(title) in names:
        return [title]
    bare = _BRACKETS.sub(" ", title)
    bare = re.split(r"[:：]", bare)[-1] if re.search(r"[:：]\s*\S", bare) else bare
    segments = [_listed(segment, names) for segment in _SEGMENTS.split(bare)]
    naming = [segment for segment in segments if any(folded(name) in names for name in segment)]
    if naming:
        return [name for segment in naming for name in segment]
    return [name for segment in segments[:1] for name in segment] if len(segments) == 1 else [bare.strip()]


def _listed(text: str, names: Known) -> list[str]:
    """Names in a row; one that holds a comma itself is known as a whole."""
    if folded(text) in names:
        return [text]
    return [name.strip() for name in _LISTED.split(text) if name.strip()]


def _sorted_out(found: Iterable[str], names: Known) -> tuple[tuple[str, ...], tuple[tuple[Wrong, str], ...]]:
    people: list[str] = []
    wrong: list[tuple[Wrong, str]] = []
    for name in dict.fromkeys(found):
        ids = names.get(folded(name), ())
        if len(ids) == 1:
            people.append(ids[0])
        else:
            wrong.append((Wrong.SEVERAL if ids else Wrong.UNKNOWN, name[:TITLE]))
    return tuple(dict.fromkeys(people)), tuple(wrong)
