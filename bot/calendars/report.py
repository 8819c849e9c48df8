"""What duty calendars say now, in words for whoever sets them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import SecretStr

from bot.calendars.keeper import Look, look_at
from bot.calendars.places import place_of, with_calendar
from handlers.desk.duty.calendar_words import finding_lines, trouble_words
from handlers.people import Directory, Group
from handlers.rosters import on_duty
from handlers.shifts import Plan
from playbooks.phrases import phrases


@dataclass(frozen=True, slots=True)
class Report:
    """Lines to print about one group's calendar; `ok` when nothing is wrong with it."""

    lines: tuple[str, ...]
    ok: bool


async def look_once(directory: Directory, settings: Mapping[str, SecretStr], now: datetime) -> tuple[Report, ...]:
    """Reads every calendar of an organisation; nothing is kept."""
    return tuple([await _look_at(group, directory, settings, now) for group in with_calendar(directory)])


async def _look_at(group: Group, directory: Directory, settings: Mapping[str, SecretStr], now: datetime) -> Report:
    assert group.roster is not None
    assert group.roster.feed is not None
    feed = group.roster.feed
    found, is_read = await look_at(Look(group.id, feed, place_of(feed, settings), now, directory.timezone), None)
    say = phrases("en")
    if not is_read:
        words = trouble_words(group, found.plan, directory, now, say).splitlines()[1]
        return Report((f"group {group.id}: its duty calendar cannot be read. {words}",), False)
    lines = [_said(replace(group, roster=replace(group.roster, plan=found.plan)), found.plan, directory, now)]
    lines += (f"group {group.id}: {line}" for line in finding_lines(found.plan.findings, directory, now, say))
    return Report(tuple(lines), not found.plan.findings)


def _said(group: Group, plan: Plan, directory: Directory, now: datetime) -> str:
    planned = replace(directory, groups=tuple(group if one.id == group.id else one for one in directory.groups))
    people = ", ".join(person.name for person in on_duty(planned, group.id, now)) or "nobody"
    return f"group {group.id}: {len(plan.shifts or ())} shifts in the next weeks; on duty now: {people}"
