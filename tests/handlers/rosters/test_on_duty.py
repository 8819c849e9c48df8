"""Who is on duty, as tables: ordinary weeks, nights, and the nights in which clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.people import Directory, Group, Role, Staff
from handlers.rosters import duty_periods, gaps, next_on_duty, on_duty, period_at, starts
from handlers.shifts import Override, Roster, Shift
from playbooks.words import Words

WEEKDAYS, WEEKEND, ALWAYS = (0, 1, 2, 3, 4), (5, 6), (0, 1, 2, 3, 4, 5, 6)
PEOPLE = tuple(Staff(name, name.title(), Role.STAFF) for name in ("ana", "bo", "cy"))


def hours(days: tuple[int, ...], begins: str, ends: str, *staff: str) -> Shift:
    return Shift(days, time.fromisoformat(begins), time.fromisoformat(ends), staff)


THREE_SHIFTS = Roster(
    (
        hours(ALWAYS, "07:00", "15:00", "ana"),
        hours(ALWAYS, "15:00", "23:00", "bo"),
        hours(ALWAYS, "23:00", "07:00", "cy"),
    )
)


def organisation(roster: Roster | None, zone: str = "Asia/Macau", *overrides: Override) -> Directory:
    group = Group("duty", Words("Duty"), members=("ana", "bo", "cy"), roster=roster)
    return Directory(timezone=zone, staff=PEOPLE, groups=(group,), overrides=overrides)


def local(written: str, zone: str = "Asia/Macau", fold: int = 0) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def names(directory: Directory, at: datetime) -> str:
    return " ".join(person.id for person in on_duty(directory, "duty", at))


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("2026-03-02 07:00", "ana"),
        ("2026-03-02 14:59:59", "ana"),
        ("2026-03-02 15:00", "bo"),
        ("2026-03-02 23:00", "cy"),
        ("2026-03-03 00:00", "cy"),
        ("2026-03-03 06:59", "cy"),
    ],
)
def test_a_shift_begins_on_the_minute_and_nights_go_on_into_the_morning(at: str, who: str) -> None:
    assert names(organisation(THREE_SHIFTS), local(at)) == who


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("2026-03-06 22:00", "ana"),  # Friday
        ("2026-03-07 05:00", "ana"),  # Friday's night
        ("2026-03-07 06:00", ""),
        ("2026-03-07 22:00", ""),  # Saturday has none
        ("2026-03-09 05:00", ""),  # so Monday morning has none
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(at: str, who: str) -> None:
    nights = Roster((hours(WEEKDAYS, "22:00", "06:00", "ana"),))
    assert names(organisation(nights), local(at)) == who


def test_from_seven_to_seven_is_a_whole_day() -> None:
    weekend = organisation(Roster((hours((5,), "07:00", "07:00", "ana"),)))
    assert [names(weekend, local(f"2026-03-{at}")) for at in ("07 06:59", "07 07:00", "08 06:59", "08 07:00")] == [
        "",
        "ana",
        "ana",
        "",
    ]


def test_overlapping_shifts_are_both_on_duty_each_person_once() -> None:
    both = Roster((hours(ALWAYS, "07:00", "15:00", "ana", "bo"), hours(ALWAYS, "12:00", "20:00", "bo", "cy")))
    assert names(organisation(both), local("2026-03-02 13:00")) == "ana bo cy"


def test_without_a_roster_all_active_members_are_on_duty() -> None:
    directory = organisation(None)
    assert names(directory, local("2026-03-02 03:00")) == "ana bo cy"
    left = replace(directory, staff=(replace(PEOPLE[0], active=False), *PEOPLE[1:]))
    assert names(left, local("2026-03-02 03:00")) == "bo cy"
    assert next_on_duty(directory, "duty", local("2026-03-02 03:00")) is None


def test_an_unknown_group_has_nobody() -> None:
    assert on_duty(organisation(THREE_SHIFTS), "fire", local("2026-03-02 03:00")) == ()
    assert period_at(organisation(THREE_SHIFTS), "fire", local("2026-03-02 03:00")) is None


# nights in which clocks change


LISBON = "Europe/Lisbon"  # 2026-03-29 01:00 becomes 02:00; 2026-10-25 02:00 becomes 01:00
NIGHT = Roster((hours(ALWAYS, "22:00", "01:30", "ana"), hours(ALWAYS, "01:30", "06:00", "bo")))


@pytest.mark.parametrize(
    ("utc", "who"),
    [
        ("2026-03-28 22:00", "ana"),
        ("2026-03-29 00:59", "ana"),  # 00:59 on the wall; 01:30 never comes
        ("2026-03-29 01:29", "ana"),
        ("2026-03-29 01:30", "bo"),  # 02:30 on the wall
        ("2026-03-29 04:59", "bo"),
        ("2026-03-29 05:00", ""),  # 06:00 on the wall
        ("2026-10-24 21:00", "ana"),
        ("2026-10-25 00:29", "ana"),  # the first 01:29
        ("2026-10-25 00:30", "bo"),
        ("2026-10-25 01:15", "bo"),  # the second 01:15
        ("2026-10-25 05:59", "bo"),
        ("2026-10-25 06:00", ""),
    ],
)
def test_when_clocks_change_somebody_is_always_on_duty(utc: str, who: str) -> None:
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert names(organisation(NIGHT, LISBON), at) == who


@pytest.mark.parametrize(
    "zone", [LISBON, "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Macau"]
)
def test_three_shifts_leave_no_gap_and_no_overlap_in_a_whole_year(zone: str) -> None:
    since = local("2026-01-01 00:00", zone)
    periods = duty_periods(organisation(THREE_SHIFTS, zone), "duty", since, since + timedelta(days=365))
    assert {len(period.staff) for period in periods} == {1}
    assert all(timedelta(hours=6) < p.until - p.since < timedelta(hours=10) for p in periods[1:-1])


def test_a_whole_day_is_an_hour_shorter_or_longer_when_clocks_change() -> None:
    alternate = Roster((hours((5,), "07:00", "07:00", "ana"), hours((6,), "07:00", "07:00", "bo")))
    directory = organisation(alternate, LISBON)
    spring = duty_periods(directory, "duty", local("2026-03-28 07:00", LISBON), local("2026-03-30 07:00", LISBON))
    assert [p.until - p.since for p in spring] == [timedelta(hours=23), timedelta(hours=24)]
    autumn = duty_periods(directory, "duty", local("2026-10-24 07:00", LISBON), local("2026-10-26 07:00", LISBON))
    assert [p.until - p.since for p in autumn] == [timedelta(hours=25), timedelta(hours=24)]


# what was agreed


def agreed(staff: str, instead_of: str | None, since: str, until: str, group: str = "duty") -> Override:
    return Override(f"{staff}{since}", group, staff, instead_of, local(since), local(until), staff)


def test_whoever_takes_over_is_on_duty_instead_until_the_shift_ends() -> None:
    over = agreed("cy", "ana", "2026-03-02 10:00", "2026-03-02 15:00")
    directory = organisation(THREE_SHIFTS, "Asia/Macau", over)
    assert names(directory, local("2026-03-02 09:59")) == "ana"
    assert names(directory, local("2026-03-02 10:00")) == "cy"
    assert names(directory, local("2026-03-02 15:00")) == "bo"


def test_a_duty_can_be_handed_on_and_back() -> None:
    on = agreed("bo", "ana", "2026-03-02 09:00", "2026-03-02 15:00")
    further = agreed("cy", "bo", "2026-03-02 10:00", "2026-03-02 15:00")
    back = agreed("ana", "cy", "2026-03-02 11:00", "2026-03-02 15:00")
    directory = organisation(THREE_SHIFTS, "Asia/Macau", on, further, back)
    assert [names(directory, local(f"2026-03-02 {hour}:30")) for hour in ("08", "09", "10", "11")] == [
        "ana",
        "bo",
        "cy",
        "ana",
    ]


def test_somebody_steps_into_a_gap_and_a_stand_in_for_nobody_means_nothing() -> None:
    mornings = Roster((hours(ALWAYS, "07:00", "15:00", "ana"),))
    fills = agreed("cy", None, "2026-03-02 15:00", "2026-03-02 18:00")
    idle = agreed("bo", "cy", "2026-03-02 20:00", "2026-03-02 22:00")
    elsewhere = agreed("bo", None, "2026-03-02 20:00", "2026-03-02 22:00", group="fire")
    directory = organisation(mornings, "Asia/Macau", fills, idle, elsewhere)
    assert names(directory, local("2026-03-02 16:00")) == "cy"
    assert names(directory, local("2026-03-02 21:00")) == ""


# over time


def test_next_is_who_comes_after_and_from_when_until_when() -> None:
    directory = organisation(THREE_SHIFTS)
    now = period_at(directory, "duty", local("2026-03-02 10:00"))
    assert now is not None
    assert now.until == local("2026-03-02 15:00")
    then = next_on_duty(directory, "duty", local("2026-03-02 10:00"))
    assert then is not None
    assert (then.since, then.until) == (local("2026-03-02 15:00"), local("2026-03-02 23:00"))
    assert [person.id for person in then.staff] == ["bo"]


def test_next_after_a_gap_is_the_shift_after_it() -> None:
    weekdays = organisation(Roster((hours(WEEKDAYS, "09:00", "17:00", "ana"),)))
    then = next_on_duty(weekdays, "duty", local("2026-03-06 18:00"))
    assert then is not None
    assert then.since == local("2026-03-09 09:00")


def test_gaps_are_the_times_when_nobody_is_on_duty() -> None:
    weekend = organisation(Roster((hours(WEEKDAYS, "00:00", "00:00", "ana"),)))
    found = gaps(weekend, "duty", local("2026-03-02 12:00"), local("2026-03-16 12:00"))
    assert [(gap.since, gap.until) for gap in found] == [
        (local("2026-03-07 00:00"), local("2026-03-09 00:00")),
        (local("2026-03-14 00:00"), local("2026-03-16 00:00")),
    ]
    assert gaps(organisation(None), "duty", local("2026-03-02 12:00"), local("2026-03-16 12:00")) == ()


def test_starts_names_everybody_who_comes_on_duty_once() -> None:
    begun = starts(organisation(THREE_SHIFTS), "duty", local("2026-03-02 07:00"), local("2026-03-03 07:00"))
    assert [(at, person.id) for at, person in begun] == [
        (local("2026-03-02 15:00"), "bo"),
        (local("2026-03-02 23:00"), "cy"),
        (local("2026-03-03 07:00"), "ana"),
    ]
