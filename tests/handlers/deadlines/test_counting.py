"""When a length of time is over: on which day, and at which moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.deadlines.calendar import Calendar
from handlers.deadlines.counting import Span, due
from playbooks.model.deadlines import Length, Unit

MACAU = Calendar("Asia/Macau", holidays=(date(2026, 12, 25), date(2027, 1, 1)))
LONDON = Calendar("Europe/London")
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Macau


def last_day(length: Length, opened_at: datetime, calendar: Calendar = MACAU) -> date:
    return calendar.day_of(due(length, opened_at, calendar) - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("length", "opened_at", "day"),
    [
        (Length(15, Unit.DAYS), MONDAY, date(2026, 3, 17)),
        (Length(1, Unit.WORKING_DAYS), MONDAY, date(2026, 3, 3)),
        (Length(5, Unit.WORKING_DAYS), MONDAY, date(2026, 3, 9)),  # over a weekend
        (Length(1, Unit.WORKING_DAYS), datetime(2026, 3, 6, 15, 59, tzinfo=UTC), date(2026, 3, 9)),  # Friday 23:59
        (Length(1, Unit.WORKING_DAYS), datetime(2026, 3, 6, 16, 0, tzinfo=UTC), date(2026, 3, 9)),  # Saturday 00:00
        (Length(3, Unit.WORKING_DAYS), datetime(2026, 12, 23, 4, 0, tzinfo=UTC), date(2026, 12, 29)),  # Christmas
        (Length(7, Unit.WORKING_DAYS), datetime(2026, 12, 24, 4, 0, tzinfo=UTC), date(2027, 1, 6)),  # year's end
        (Length(1, Unit.MONTHS), datetime(2027, 1, 31, 4, 0, tzinfo=UTC), date(2027, 2, 28)),
        (Length(1, Unit.MONTHS), datetime(2028, 1, 31, 4, 0, tzinfo=UTC), date(2028, 2, 29)),
        (Length(2, Unit.MONTHS), datetime(2026, 12, 15, 4, 0, tzinfo=UTC), date(2027, 2, 15)),
        (Length(56, Unit.DAYS), MONDAY, date(2026, 4, 27)),
    ],
)
def test_days_end_with_the_day_at_the_site(length: Length, opened_at: datetime, day: date) -> None:
    assert last_day(length, opened_at) == day
    assert due(length, opened_at, MACAU) == MACAU.end_of(day)


@pytest.mark.parametrize(
    ("opened_on", "ends"),
    [
        (date(2026, 3, 27), datetime(2026, 3, 28, 0, 0, tzinfo=UTC) + timedelta(days=1)),  # the night it turns
        (date(2026, 3, 28), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),  # a day of 23 hours
        (date(2026, 10, 24), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),  # a day of 25 hours
    ],
)
def test_a_day_is_over_at_midnight_however_long_it_was(opened_on: date, ends: datetime) -> None:
    opened_at = datetime.combine(opened_on, time(12), LONDON.zone)
    assert due(Length(1, Unit.DAYS), opened_at, LONDON) == ends


def test_hours_run_through_the_night_the_weekend_and_the_turn_of_the_clocks() -> None:
    friday = datetime(2026, 3, 27, 20, 0, tzinfo=UTC)
    assert due(Length(48, Unit.HOURS), friday, LONDON) == friday + timedelta(hours=48)
    assert due(Length(30, Unit.MINUTES), friday, LONDON) == friday + timedelta(minutes=30)


def test_a_pause_moves_hours_by_itself_and_days_by_the_nights_it_covers() -> None:
    pause = (MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=3))
    assert due(Length(4, Unit.HOURS), MONDAY, MACAU, [pause]) == MONDAY + timedelta(hours=6)
    assert due(Length(2, Unit.DAYS), MONDAY, MACAU, [pause]) == due(Length(2, Unit.DAYS), MONDAY, MACAU)
    three_nights = (MONDAY + timedelta(days=1), MONDAY + timedelta(days=4))
    assert due(Length(2, Unit.DAYS), MONDAY, MACAU, [three_nights]) == due(Length(5, Unit.DAYS), MONDAY, MACAU)


MOMENTS = st.integers(0, 15 * 366 * 86400).map(lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
LENGTHS = st.builds(Length, st.integers(1, 90), st.sampled_from(list(Unit)).filter(lambda unit: unit != Unit.MONTHS))
CALENDARS = st.builds(
    Calendar,
    st.sampled_from(["UTC", "Asia/Macau", "Europe/London", "America/Sao_Paulo", "Pacific/Apia"]),
    st.sets(st.integers(0, 6), max_size=6).map(tuple),
    st.sets(st.dates(date(2020, 1, 1), date(2035, 1, 1)), max_size=20).map(tuple),
)


@st.composite
def pauses(draw: st.DrawFn, opened_at: datetime) -> list[Span]:
    moments = sorted(opened_at + timedelta(hours=h) for h in draw(st.sets(st.integers(0, 2000), max_size=8)))
    return list(zip(moments[::2], moments[1::2], strict=False))


@given(st.data(), LENGTHS, MOMENTS, CALENDARS)
def test_nothing_is_due_before_it_was_opened_and_no_pause_makes_it_earlier(
    data: st.DataObject, length: Length, opened_at: datetime, calendar: Calendar
) -> None:
    spans = data.draw(pauses(opened_at))
    plain, paused = due(length, opened_at, calendar), due(length, opened_at, calendar, spans)
    assert opened_at < plain <= paused
    one_more = Length(length.count + 1, length.unit)
    assert plain < due(one_more, opened_at, calendar)


@given(st.integers(1, 60), MOMENTS, CALENDARS)
def test_working_days_end_on_a_day_that_is_worked(count: int, opened_at: datetime, calendar: Calendar) -> None:
    assert calendar.is_worked(last_day(Length(count, Unit.WORKING_DAYS), opened_at, calendar))


@given(MOMENTS, CALENDARS)
def test_nobody_is_disturbed_in_the_night(moment: datetime, calendar: Calendar) -> None:
    said = calendar.awake(moment)
    there = said.astimezone(calendar.zone)
    assert said >= moment
    assert calendar.waking[0] <= there.time() < calendar.waking[1]
    assert said - moment < timedelta(hours=38)  # Apia once left a day out
