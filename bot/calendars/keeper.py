"""One look at one calendar: what came of it, as it is to be kept. What is broken takes nothing away."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendars.fetching import CannotRead, Fetched, Version, fetch
from bot.calendars.places import Place
from handlers.rosters.names import FINDINGS, known, shifts_of
from handlers.shifts import Feed, Plan, Trouble
from storage import KeptCalendar

BEHIND, AHEAD = timedelta(days=2), timedelta(days=42)  # how much of a calendar is kept as shifts


@dataclass(frozen=True, slots=True)
class Look:
    """At what is looked, when (aware), and by whose clocks."""

    group: str
    feed: Feed
    place: Place | None
    now: datetime
    timezone: str


async def look_at(look: Look, before: KeptCalendar | None) -> tuple[KeptCalendar, bool]:
    """What is known now, which is `before` when nothing is new; and whether the calendar could be read."""
    source = _digest(look.place.address or str(look.place.file)) if look.place is not None else ""
    have = before or KeptCalendar(look.group, source)
    try:
        fetched = await _fetch(look, have, source)
        return await asyncio.to_thread(_read, look, have, source, fetched), True  # it may take a while
    except CannotRead as error:
        return _failed(have, error.trouble, look.now), False


async def _fetch(look: Look, have: KeptCalendar, source: str) -> Fetched | None:
    if look.place is None:
        raise CannotRead(Trouble.NO_SETTING)
    is_same = have.content is not None and have.source == source and have.plan.shifts is not None
    return await fetch(look.place, Version(have.etag, have.modified) if is_same else Version())


def _read(look: Look, have: KeptCalendar, source: str, fetched: Fetched | None) -> KeptCalendar:
    """What the calendar says: of a text that did not change once a day, as the time that is kept moves on."""
    content = fetched.content if fetched is not None else have.content or ""
    version = fetched.version if fetched is not None else Version(have.etag, have.modified)
    basis = _basis(look, content)
    plan = replace(have.plan, failing_since=None, trouble=None)
    if basis != have.basis:
        plan = plan_of(look, content)
    fresh = replace(have, source=source, etag=version.etag, modified=version.modified)
    fresh = replace(fresh, content=content, basis=basis, plan=plan)
    return have if fresh == have else replace(fresh, read_at=look.now)


def plan_of(look: Look, content: str) -> Plan:
    """The shifts in a calendar's text. Raises CannotRead."""
    reading = importlib.import_module("bot.calendars.reading")
    since, until = _kept(look)
    events, often = reading.events_between(content, since, until, ZoneInfo(look.timezone))
    shifts, findings = shifts_of(events, known(look.feed.names))
    return Plan(shifts, (*often, *findings)[:FINDINGS])


def _kept(look: Look) -> tuple[datetime, datetime]:
    """The same all day, so that a calendar that does not change is not written down again."""
    midnight = look.now.astimezone(ZoneInfo(look.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - BEHIND, midnight + AHEAD


def _failed(have: KeptCalendar, trouble: Trouble, now: datetime) -> KeptCalendar:
    plan = replace(have.plan, failing_since=have.plan.failing_since or now, trouble=trouble)
    return replace(have, plan=plan)


def _basis(look: Look, content: str) -> str:
    day = _kept(look)[0].isoformat()
    return _digest(json.dumps([content, sorted(look.feed.names), day, look.timezone]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
