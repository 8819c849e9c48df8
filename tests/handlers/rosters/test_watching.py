"""When a roster is looked at again, and which gaps are told then."""

from __future__ import annotations

from datetime import timedelta

from handlers.rosters.watching import coming_gaps, first_looks, next_look
from handlers.shifts import Roster
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
    assert coming_gaps(directory, group, before - day, before) == ()
    (gap,) = coming_gaps(directory, group, before, saturday - day)
    assert (gap.since, gap.until) == (saturday, saturday + 2 * day)
    assert coming_gaps(directory, group, saturday - day, saturday - timedelta(hours=1)) == ()


def test_the_first_look_tells_of_a_gap_that_is_there_already_and_of_those_of_the_next_day() -> None:
    mornings = organisation(Roster((hours(ALWAYS, "07:00", "15:00", "ana"),)))
    now = local("2026-03-02 16:00")
    found = coming_gaps(mornings, mornings.groups[0], None, now)
    assert [gap.since for gap in found] == [now, local("2026-03-03 15:00")]
