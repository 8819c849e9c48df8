"""Whom to ask or remind now, of what, and when to look again.

Nobody is asked twice about one version of a playbook. Who is off shift is asked when they are back, everybody else
when people are awake; who has not read it is reminded after three days, and once more a week later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate

from handlers.people import Directory, Staff
from handlers.readings.audience import audience, is_for
from handlers.readings.reading import Reading
from handlers.rosters.off_shift import off_shift, working
from playbooks.edition import Edition

REMINDERS = (timedelta(days=3), timedelta(days=7))  # after it was asked for, and after the one before
TOGETHER = timedelta(minutes=1)  # what is published within this time is asked for in one message
LONGEST = 3000  # characters of what is new in one message; the rest follows once that is read
_LATEST = timedelta(hours=12)  # until somebody is looked for again who could not be asked
_PEOPLE = 200  # asked in one turn, so that alerts need not wait for it
_SOON = timedelta(seconds=10)

Known = Mapping[tuple[str, str, int], Reading]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is to read now, and whether that is a reminder."""

    person: Staff
    editions: Sequence[Edition]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """Whom to ask and remind now, and when to look again; None: when something is published."""

    asked: Sequence[Asked]
    next_look: datetime | None


def known(readings: Iterable[Reading]) -> Known:
    """By person, playbook and version."""
    return {reading.key: reading for reading in readings}


def unread(person: Staff, editions: Iterable[Edition], readings: Known, directory: Directory) -> list[Edition]:
    """What somebody has to read and has not, whether they were asked or not."""
    mine = [edition for edition in editions if is_for(person, edition.playbook, directory)]
    return [edition for edition in mine if not _is_read(readings.get(_key(person, edition)))]


def to_ask(person: Staff, editions: Iterable[Edition], readings: Known, directory: Directory) -> list[Edition]:
    """What somebody has to read and was never asked to; at most as much as one message holds."""
    return _at_once(_never_asked(unread(person, editions, readings, directory), person, readings))


def asked_now(asked: Asked, readings: Known, now: datetime) -> list[Reading]:
    """What is to be kept of having asked."""
    found = []
    for edition in asked.editions:
        before = readings.get(_key(asked.person, edition))
        if asked.again and before is not None:
            found.append(replace(before, reminders=before.reminders + 1, reminded_at=now))
        else:
            found.append(Reading(*_key(asked.person, edition), edition.digest, asked_at=now))
    return found


def this_round(editions: Sequence[Edition], readings: Known, directory: Directory, now: datetime) -> Round:
    """Looks through everybody who has something to read."""
    hours = _Hours(directory, now)
    asked: list[Asked] = []
    looks: list[datetime] = []
    for person, left in _all_unread(editions, readings, directory):
        if (later := hours.can_be_asked(person)) > now:
            looks.append(later)
            continue
        mine, due = _of(person, left, readings, now)
        asked += mine
        looks += due
    if len(asked) > _PEOPLE:
        return Round(asked[:_PEOPLE], now + _SOON)
    return Round(asked, min(looks, default=None))


def _all_unread(
    editions: Sequence[Edition], readings: Known, directory: Directory
) -> Iterator[tuple[Staff, list[Edition]]]:
    """Everybody with an account who has something left to read, and what."""
    people: dict[str, Staff] = {}
    left: dict[str, list[Edition]] = {}
    for edition in editions:
        for person in audience(edition.playbook, directory):
            if person.telegram is not None and not _is_read(readings.get(_key(person, edition))):
                people[person.id] = person
                left.setdefault(person.id, []).append(edition)
    yield from ((person, left[id_]) for id_, person in people.items())


class _Hours:
    """Who may be disturbed now."""

    def __init__(self, directory: Directory, now: datetime) -> None:
        self._now = now
        self._awake = directory.calendar_of(None).awake(now)
        self._off, self._working = off_shift(directory, now), working(directory, now)

    def can_be_asked(self, person: Staff) -> datetime:
        """When: now, or later. Who is off shift is asked as their shift begins; this is for when that goes wrong."""
        if person.id in self._off:
            return self._now + _LATEST
        return self._now if person.id in self._working else self._awake


def _of(person: Staff, left: Sequence[Edition], readings: Known, now: datetime) -> tuple[list[Asked], list[datetime]]:
    """What to ask or remind somebody of who can be asked now, and when to look at them again."""
    new = _never_asked(left, person, readings)
    if new:
        return [Asked(person, _at_once(new))], [now + REMINDERS[0]]
    due = [(edition, _due(readings[_key(person, edition)])) for edition in left]
    late = [edition for edition, at in due if at is not None and at <= now]
    coming = [at for _, at in due if at is not None and at > now]
    if late:
        return [Asked(person, _at_once(late), again=True)], [now + REMINDERS[1], *coming]
    return [], coming


def _never_asked(editions: Sequence[Edition], person: Staff, readings: Known) -> list[Edition]:
    found = ((edition, readings.get(_key(person, edition))) for edition in editions)
    return [edition for edition, reading in found if reading is None or reading.asked_at is None]


def _at_once(editions: Sequence[Edition]) -> list[Edition]:
    """The first of them, as many as one message holds in any language; at least one."""
    lengths = accumulate(_length(edition) for edition in editions)
    fitting = [edition for edition, so_far in zip(editions, lengths, strict=True) if so_far <= LONGEST]
    return fitting or list(editions[:1])


def _length(edition: Edition) -> int:
    playbook = edition.playbook
    return sum(max(map(len, words.root.values())) + len("\n• ") for words in (playbook.title, *playbook.changes))


def _due(reading: Reading) -> datetime | None:
    """When somebody who was asked is to be reminded."""
    if reading.asked_at is None or reading.reminders >= len(REMINDERS):
        return None
    return (reading.reminded_at or reading.asked_at) + REMINDERS[reading.reminders]


def _key(person: Staff, edition: Edition) -> tuple[str, str, int]:
    return (person.id, edition.playbook.id, edition.playbook.version)


def _is_read(reading: Reading | None) -> bool:
    return reading is not None and reading.read_at is not None
