"""iCalendar text as events: those that come back one by one, moved and left-out ones as they say.

The libraries for it are imported here and nowhere else, and `bot.calendars.keeper` imports this only when there is a
calendar to read: most installations have none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from bot.calendars.fetching import CannotRead
from handlers.rosters.names import TITLE, Event, Guest
from handlers.shifts import Finding, Trouble, Wrong

MOST_EVENTS = 5_000  # in the file, and again when those that come back are counted one by one
DAY = timedelta(days=1)

_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_NOT_COMING = ("DECLINED",)
_NOT_PEOPLE = ("ROOM", "RESOURCE")


def events_between(text: str, since: datetime, until: datetime, zone: ZoneInfo) -> tuple[list[Event], list[Finding]]:
    """Every event that touches the time from `since` until `until`, and those that cannot be followed.

    Times without a time zone, and whole days, are those of `zone`. Raises CannotRead for what is no iCalendar.
    """
    try:
        calendar, often = _parsed(text)
        found = recurring_ical_events.of(calendar).between(since - DAY, until + DAY)
        findings = [
            Finding(Wrong.OFTEN, _words(event, "SUMMARY")[:TITLE], _moment(event["DTSTART"].dt, zone))
            for event in often
        ]
        events = [_event(event, zone) for event in found if _words(event, "STATUS").upper() != "CANCELLED"]
    except CannotRead:
        raise
    except Exception:  # noqa: BLE001 - what two libraries raise on text from strangers is not theirs to promise
        raise CannotRead(Trouble.NO_CALENDAR) from None
    if len(events) > MOST_EVENTS:
        raise CannotRead(Trouble.TOO_LARGE)
    return [event for event in events if event.since < until and max(event.since, event.until) > since], findings


def _parsed(text: str) -> tuple[icalendar.Calendar, list[Any]]:
    """The calendar, and the events taken out of it because they come back more often than any shift does."""
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR") or not text.rstrip().upper().endswith("END:VCALENDAR"):
        raise CannotRead(Trouble.NO_CALENDAR)
    first, *more = icalendar.Calendar.from_ical(text, multiple=True)
    for other in more:
        first.subcomponents += other.subcomponents
    events = [part for part in first.subcomponents if part.name == "VEVENT"]
    if len(events) > MOST_EVENTS:
        raise CannotRead(Trouble.TOO_LARGE)
    often = [event for event in events if _is_too_often(event)]
    first.subcomponents = [part for part in first.subcomponents if part not in often]
    return first, often


def _is_too_often(event: Any) -> bool:
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        frequent = any(str(value).upper() in _TOO_OFTEN for value in rule.get("FREQ", []))
        if frequent or any(name in rule for name in ("BYMINUTE", "BYSECOND")) or len(rule.get("BYHOUR", [])) > 1:
            return True
    return False


def _event(event: Any, zone: ZoneInfo) -> Event:
    begins = event["DTSTART"].dt
    ends = event["DTEND"].dt if "DTEND" in event else begins
    return Event(
        since=_moment(begins, zone),
        until=_moment(ends, zone),
        title=_words(event, "SUMMARY"),
        description=_words(event, "DESCRIPTION"),
        guests=tuple(_guests(event.get("ATTENDEE", []))),
    )


def _moment(value: date, zone: ZoneInfo) -> datetime:
    """A moment; a whole day begins at midnight, and a time without a zone is what the clock on our wall shows."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=zone)
    elif value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return value.astimezone(UTC)


def _words(event: Any, name: str) -> str:
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")


def _guests(given: Any) -> Iterable[Guest]:
    for guest in given if isinstance(given, list) else [given]:
        about = {str(name).upper(): str(value) for name, value in guest.params.items()}
        if about.get("PARTSTAT", "").upper() in _NOT_COMING or about.get("CUTYPE", "").upper() in _NOT_PEOPLE:
            continue
        address = str(guest)
        yield Guest(address[7:] if address.lower().startswith("mailto:") else address, about.get("CN", ""))
