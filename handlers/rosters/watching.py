"""When to look at a roster again: as shifts begin and end, and a day before nobody will be on duty.

One timer for each group with a roster. It carries what everybody concerned has been told (`Told`), so that a look
that comes late (a restart, a machine that slept) or for another reason (a roster that changed) tells the news, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.people import Directory, Group, Staff
from handlers.ports import Timer
from handlers.rosters.duty import on_duty
from handlers.rosters.periods import Period, duty_periods, gaps
from handlers.rosters.trouble import next_word
from handlers.shifts import Finding
from handlers.taps import mark

KIND = "duty"
CONVERSATION = "staff:0"  # nobody's chat: what the roster does is said to several
AHEAD_OF_GAPS = timedelta(hours=24)
_AT_LEAST = timedelta(hours=12)
_LOOK_AHEAD = timedelta(days=8)  # a gap is told of with its end, if that is not further away


@dataclass(frozen=True, slots=True)
class Told:
    """What is known to everybody: who was on duty `at` then, these gaps, and what is wrong with the calendar.

    `on` is None where the roster says it: a duty changed hands. `gaps` is None where an earlier version of Muster
    wrote the timer: those up to a day after `at`.
    """

    at: datetime | None = None
    on: tuple[str, ...] | None = None
    gaps: tuple[tuple[datetime, datetime], ...] | None = ()
    trouble: datetime | None = None
    findings: tuple[str, ...] = ()

    def written(self) -> dict[str, str]:
        """For a timer."""
        if self.at is None:
            return {}
        found = {"told": self.at.isoformat()}
        if self.on is not None:
            found["on"] = " ".join(self.on)
        found["gaps"] = " ".join(f"{since.isoformat()}/{until.isoformat()}" for since, until in self.gaps or ())
        if self.trouble is not None:
            found["trouble"] = self.trouble.isoformat()
        if self.findings:
            found["findings"] = " ".join(self.findings)
        return found

    @classmethod
    def read(cls, data: dict[str, str]) -> Told:
        """What `written` wrote."""
        if "told" not in data:
            return cls()
        pairs = (pair.split("/") for pair in data.get("gaps", "").split())
        known = tuple((datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in pairs)
        return cls(
            datetime.fromisoformat(data["told"]),
            tuple(data["on"].split()) if "on" in data else None,
            known if "gaps" in data else None,
            datetime.fromisoformat(data["trouble"]) if "trouble" in data else None,
            tuple(data.get("findings", "").split()),
        )


def first_looks(directory: Directory, now: datetime) -> Iterator[Timer]:
    """The timers of an organisation that has just been read: at once, and nothing has been told yet."""
    for group in directory.groups:
        if group.roster is not None:
            yield look(group.id, now, Told())


def look(group: str, due: datetime, told: Told) -> Timer:
    """The timer of a group (its id); what is in `told` is known to everybody."""
    return Timer(f"{KIND}:{group}", CONVERSATION, due, KIND, {"group": group} | told.written())


def next_look(directory: Directory, group: Group, now: datetime, trouble: datetime | None = None) -> Timer:
    """The timer for the next thing to be told after `now`; of trouble with a calendar one was told at `trouble`."""
    periods = duty_periods(directory, group.id, now, now + _AT_LEAST + AHEAD_OF_GAPS)
    changes = [period.since for period in periods]
    warnings = [period.since - AHEAD_OF_GAPS for period in periods if not period.staff]
    again = next_word(group, trouble)
    looks = [at for at in [*changes, *warnings, *([again] if again is not None else [])] if at > now]
    due = min([*looks, now + _AT_LEAST])
    return look(group.id, due, _told(directory, group, now, trouble))


def look_after(directory: Directory, group: Group, now: datetime, told: datetime) -> Timer:
    """The timer that looks at once after a duty changed hands; the rest was told of, shifts up to `told`."""
    due = next_word(group, None)
    trouble = now if due is not None and due <= now else None
    return look(group.id, now, replace(_told(directory, group, now, trouble), at=told, on=None))


def coming_gaps(directory: Directory, group: Group, told: Told, now: datetime) -> tuple[Period, ...]:
    """Gaps to be told of now: those that begin within a day, where they were not told of before."""
    ahead = now + AHEAD_OF_GAPS
    if told.gaps is None and told.at is not None:
        return tuple(gap for gap in _near(directory, group, now) if gap.since > max(now, told.at + AHEAD_OF_GAPS))
    known = told.gaps or ()
    return tuple(gap for gap in _near(directory, group, now) if not _is_within(gap, known, ahead))


def _is_within(gap: Period, known: tuple[tuple[datetime, datetime], ...], ahead: datetime) -> bool:
    """Whether all of a gap that is near was told of; one that became longer was not."""
    return any(since <= gap.since and min(gap.until, ahead) <= until for since, until in known)


def _near(directory: Directory, group: Group, now: datetime) -> Iterator[Period]:
    found = gaps(directory, group.id, now, now + AHEAD_OF_GAPS + _LOOK_AHEAD)
    return (gap for gap in found if gap.since <= now + AHEAD_OF_GAPS)


def _told(directory: Directory, group: Group, now: datetime, trouble: datetime | None) -> Told:
    known = tuple((gap.since, gap.until) for gap in _near(directory, group, now))
    findings = group.roster.plan.findings if group.roster is not None else ()
    return Told(now, _on(directory, group, now), known, trouble, tuple(mark(finding.key) for finding in findings))


def new_findings(group: Group, told: Told) -> tuple[Finding, ...]:
    """What is wrong with events of the group's calendar and was not told of before."""
    found = group.roster.plan.findings if group.roster is not None else ()
    return tuple(finding for finding in found if mark(finding.key) not in told.findings)


def was_on_duty(directory: Directory, group: Group, told: Told) -> tuple[Staff, ...]:
    """Who was on duty as far as everybody knows, whatever the roster says about that time by now."""
    if told.at is None:
        return ()
    if told.on is None:
        return on_duty(directory, group.id, told.at)
    people = (directory.staff_by_id.get(person) for person in told.on)
    return tuple(person for person in people if person is not None and person.active)


def _on(directory: Directory, group: Group, now: datetime) -> tuple[str, ...]:
    """Nobody was told that they are on duty for want of a calendar."""
    if group.roster is None or not group.roster.is_known:
        return ()
    return tuple(person.id for person in on_duty(directory, group.id, now))
