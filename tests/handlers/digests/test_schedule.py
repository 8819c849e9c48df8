"""When a digest comes: by the wall clock, once each time, also in the nights in which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.digests.schedule import DigestTimes, next_digest

LISBON = ZoneInfo("Europe/Lisbon")
TWICE = DigestTimes((time(7, 30), time(19, 30)))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LISBON).astimezone(UTC)


@pytest.mark.parametrize(
    ("after", "following"),
    [
        ("2026-03-02 06:00", "2026-03-02 07:30"),
        ("2026-03-02 07:30", "2026-03-02 19:30"),
        ("2026-03-02 19:30:00.000001", "2026-03-03 07:30"),
    ],
)
def test_the_next_time_of_the_day_or_of_the_next(after: str, following: str) -> None:
    assert next_digest(TWICE, LISBON, local(after)) == local(following)


def test_days_without_one_are_passed_over() -> None:
    mondays = DigestTimes((time(8),), (0,))
    assert next_digest(mondays, LISBON, local("2026-03-02 08:00")) == local("2026-03-09 08:00")


def test_it_stays_at_its_wall_time_when_clocks_change() -> None:
    moments = [local("2026-03-28 08:00")]  # summer time begins on the 29th
    for _ in range(3):
        moments.append(next_digest(TWICE, LISBON, moments[-1]))
    assert [f"{at.astimezone(LISBON):%d %H:%M}" for at in moments] == ["28 08:00", "28 19:30", "29 07:30", "29 19:30"]
    assert moments[2] - moments[1] == timedelta(hours=11)


@pytest.mark.parametrize(
    ("night", "at"), [("2026-03-28 23:00", time(1, 30)), ("2026-10-24 23:00", time(1, 30))], ids=["left out", "twice"]
)
def test_a_time_in_the_night_of_the_change_comes_exactly_once(night: str, at: time) -> None:
    first = next_digest(DigestTimes((at,)), LISBON, local(night))
    second = next_digest(DigestTimes((at,)), LISBON, first)
    assert local(night) < first < local(night) + timedelta(hours=4)
    assert second - first > timedelta(hours=22)


@given(st.sets(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1, max_size=4), st.data())
def test_there_is_always_a_next_one_within_a_week_and_it_is_later(at: set[time], data: st.DataObject) -> None:
    days = data.draw(st.sets(st.integers(0, 6), min_size=1))
    now = data.draw(st.integers(0, 525_600).map(lambda n: local("2026-01-01 00:00") + timedelta(minutes=n)))
    following = next_digest(DigestTimes(tuple(sorted(at)), tuple(sorted(days))), LISBON, now)
    assert now < following <= now + timedelta(days=7, hours=2)
    assert following.astimezone(LISBON).weekday() in days
