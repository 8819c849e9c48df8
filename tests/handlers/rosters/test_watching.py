"""When a roster is looked at again, and which gaps are told then."""

from __future__ import annotations

from datetime import timedelta

from handlers.rosters.watching import Told, coming_gaps, first_looks, next_look
from handlers.shifts import Feed, Plan, Roster
from tests.handlers.rosters.test_on_duty import ALWAYS, THREE_SHIFTS, WEEKDAYS, hours, local, organisation


def test_only_groups_with_a_roster_are_looked_at_and_at_once() -> None:
    now = local("2026-03-02 10:00")
    (timer,) = first_looks(organisation(THREE_SHIFTS), now)
    assert (timer.key, timer.due, timer.data) == ("duty:duty", now, {"group": "duty"})
    assert list(first_looks(organisation(None), now)) == []


def test_the_next_look_is_when_the_next_shift_begins() -> None:
    directory = organisation(THREE_SHIFTS)
    timer = next_look(directory, directory.groups[0], local("2026-03-02 10:00"))
    assert timer.due == local("2026-03-02 15:00")
    assert timer.data["told"] == local("2026-03-02 10:00").isoformat()


def test_the_next_look_is_a_day_before_a_gap_and_at_least_twice_a_day() -> None:
    directory = organisation(Roster((hours(WEEKDAYS, "00:00", "00:00", "ana"),)))
    group = directory.groups[0]
    assert next_look(directory, group, local("2026-03-05 20:00")).due == local("2026-03-06 00:00")
    assert next_look(directory, group, local("2026-03-03 20:00")).due == local("2026-03-04 08:00")


def test_a_gap_is_told_a_day_ahead_and_once() -> None:
    directory = organisation(Roster((hours(WEEKDAYS, "00:00", "00:00", "ana"),)))
    group, saturday = directory.groups[0], local("2026-03-07 00:00")
    day = timedelta(days=1)
    before = saturday - day - timedelta(seconds=1)
    assert coming_gaps(directory, group, Told(before - day), before) == ()
    (gap,) = coming_gaps(directory, group, Told(before), saturday - day)
    assert (gap.since, gap.until) == (saturday, saturday + 2 * day)
    told = Told.read(next_look(directory, group, saturday - day).data)
    assert coming_gaps(directory, group, told, saturday - timedelta(hours=1)) == ()


def test_the_first_look_tells_of_a_gap_that_is_there_already_and_of_those_of_the_next_day() -> None:
    mornings = organisation(Roster((hours(ALWAYS, "07:00", "15:00", "ana"),)))
    now = local("2026-03-02 16:00")
    found = coming_gaps(mornings, mornings.groups[0], Told(), now)
    assert [gap.since for gap in found] == [now, local("2026-03-03 15:00")]


def test_a_gap_that_a_changed_roster_opens_within_the_day_is_told_at_once_and_once() -> None:
    always, now = organisation(THREE_SHIFTS), local("2026-03-02 10:00")
    told = Told.read(next_look(always, always.groups[0], now).data)
    mornings = organisation(Roster((hours(ALWAYS, "23:00", "15:00", "ana"),)))
    group, minute = mornings.groups[0], timedelta(minutes=1)
    (gap,) = coming_gaps(mornings, group, told, now + minute)
    assert (gap.since, gap.until) == (local("2026-03-02 15:00"), local("2026-03-02 23:00"))
    told = Told.read(next_look(mornings, group, now + minute).data)
    assert coming_gaps(mornings, group, told, now + 2 * minute) == ()
    longer = organisation(Roster((hours(ALWAYS, "23:00", "14:00", "ana"),)))
    assert [gap.since for gap in coming_gaps(longer, group, told, now + 2 * minute)] == [local("2026-03-02 14:00")]


def test_a_gap_that_was_closed_before_its_day_is_not_told_and_one_that_opens_again_is() -> None:
    weekdays = organisation(Roster((hours(WEEKDAYS, "00:00", "00:00", "ana"),)))
    always, group = organisation(THREE_SHIFTS), weekdays.groups[0]
    friday, hour = local("2026-03-06 00:00"), timedelta(hours=1)
    told = Told.read(next_look(weekdays, group, friday - hour).data)
    assert coming_gaps(always, group, told, friday) == ()
    told = Told.read(next_look(always, group, friday).data)
    assert len(coming_gaps(weekdays, group, told, friday + hour)) == 1


def test_a_group_that_nobody_is_ever_on_duty_for_is_told_of_once() -> None:
    nobody = organisation(Roster((), Feed("duty"), Plan(())))
    group, now = nobody.groups[0], local("2026-03-02 10:00")
    told, said = Told(), 0
    for _ in range(2 * 14):
        said += len(coming_gaps(nobody, group, told, now))
        told, now = Told.read(next_look(nobody, group, now).data), now + timedelta(hours=12)
    assert said == 1


def test_a_timer_that_an_earlier_version_set_tells_no_gap_twice() -> None:
    directory = organisation(Roster((hours(WEEKDAYS, "00:00", "00:00", "ana"),)))
    group, friday = directory.groups[0], local("2026-03-06 12:00")
    old = {"group": "duty", "told": (friday - timedelta(hours=1)).isoformat()}
    assert coming_gaps(directory, group, Told.read(old), friday) == ()
    old["told"] = (friday - timedelta(days=1)).isoformat()
    assert len(coming_gaps(directory, group, Told.read(old), friday)) == 1
