"""iCalendar text as events: what comes back, what was moved or left out, whole days, time zones and clock changes."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendars.fetching import CannotRead
from bot.calendars.reading import events_between
from handlers.rosters.names import Event
from handlers.shifts import Trouble, Wrong
from tests.bot.calendars.ics import calendar, event

LISBON = ZoneInfo("Europe/Lisbon")
MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 12, tzinfo=UTC)


def read(*events: str, zone: ZoneInfo = LISBON) -> list[Event]:
    found, _ = events_between(calendar(*events), MARCH, APRIL, zone)
    return sorted(found, key=lambda event: event.since)


def times(*events: str) -> list[str]:
    return [f"{e.since:%d %H:%M}-{e.until:%d %H:%M}" for e in read(*events)]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("20260302T070000Z", "20260302T150000Z", "02 07:00-02 15:00"),
        ("TZID=Asia/Macau:20260302T070000", "TZID=Asia/Macau:20260302T150000", "01 23:00-02 07:00"),
        ("20260302T070000", "20260302T150000", "02 07:00-02 15:00"),
        ("20260331T070000", "20260331T150000", "31 06:00-31 14:00"),  # our clocks, an hour on since the 29th
        ("20260302", "20260304", "02 00:00-04 00:00"),
        ("20260302", "", "02 00:00-03 00:00"),
        ("20260329", "20260330", "29 00:00-29 23:00"),  # the day that has 23 hours
    ],
)
def test_when_an_event_is(begins: str, ends: str, expected: str) -> None:
    assert times(event("Ana", begins, ends)) == [expected]


def test_a_shift_that_comes_back_keeps_its_wall_time_when_clocks_change() -> None:
    daily = event(
        "Ana", "TZID=Europe/Lisbon:20260327T220000", "TZID=Europe/Lisbon:20260328T060000", "RRULE:FREQ=DAILY;COUNT=4"
    )
    assert times(daily) == [
        "27 22:00-28 06:00",
        "28 22:00-29 05:00",  # an hour shorter
        "29 21:00-30 05:00",
        "30 21:00-31 05:00",
    ]


def test_what_was_left_out_and_what_was_moved_is_as_the_calendar_says() -> None:
    weekly = event(
        "Ana", "20260302T070000Z", "20260302T150000Z", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20260309T070000Z", uid="a"
    )
    moved = event("Kit", "20260316T080000Z", "20260316T120000Z", "RECURRENCE-ID:20260316T070000Z", uid="a")
    found = [(e.title, f"{e.since:%d %H}") for e in read(weekly, moved)]
    assert found == [("Ana", "02 07"), ("Kit", "16 08"), ("Ana", "23 07")]


def test_a_length_may_stand_for_the_end() -> None:
    assert times(event("Ana", "20260302T070000Z", "", "DURATION:PT8H")) == ["02 07:00-02 15:00"]


def test_called_off_events_and_rooms_and_those_who_declined_are_left_out() -> None:
    guests = (
        "ATTENDEE;CN=Ana L.:mailto:ana@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:kit@example.org",
        "ATTENDEE;CUTYPE=ROOM:mailto:desk@example.org",
    )
    (found,) = read(
        event("Late", "20260302T070000Z", "20260302T150000Z", *guests),
        event("Early", "20260303T070000Z", "20260303T150000Z", "STATUS:CANCELLED"),
    )
    assert [(guest.address, guest.name) for guest in found.guests] == [("ana@example.org", "Ana L.")]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYMINUTE=0,1,2", "FREQ=DAILY;BYHOUR=1,2"]
)
def test_what_comes_back_all_the_time_is_not_followed_but_said(rule: str) -> None:
    text = calendar(
        event("Tick", "20260302T070000Z", "20260302T070100Z", f"RRULE:{rule}"),
        event("Ana", "20260302T070000Z", "20260302T150000Z"),
    )
    events, findings = events_between(text, MARCH, APRIL, LISBON)
    assert [found.title for found in events] == ["Ana"]
    assert [(found.wrong, found.title) for found in findings] == [(Wrong.OFTEN, "Tick")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>Please sign in</html>",
        "BEGIN:VCALENDAR\r\nVERSION:2.0",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR",
        calendar(event("Ana", "20260302T070000Z", "20260302T150000Z"))[:-40],
        calendar(
            "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Ana\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:gibberish\r\nEND:VEVENT"
        ),
        calendar(event("Ana", "20260302T070000Z", "", "RRULE:FREQ=OFTEN")),
    ],
)
def test_what_is_no_calendar_is_refused_whole(text: str) -> None:
    with pytest.raises(CannotRead) as refused:
        events_between(text, MARCH, APRIL, LISBON)
    assert refused.value.trouble is Trouble.NO_CALENDAR


def test_a_calendar_of_too_many_events_is_refused() -> None:
    with pytest.raises(CannotRead) as refused:
        events_between(calendar(*(event("Ana", "20260302", uid=str(n)) for n in range(5001))), MARCH, APRIL, LISBON)
    assert refused.value.trouble is Trouble.TOO_LARGE
