"""Digests: a group is told at its own times what is open, once, whatever happens to the machine."""

from __future__ import annotations

import pytest

from tests.stories.alerting.conftest import Night

CASE = "E-2026-000001"
TWICE = 'groups: [{id: duty, digest: {at: ["07:30", "19:30"]}}]\nescalation: [{steps: [{wait: 300d, notify: group}]}]'
OPEN = ("Open: 1 · not taken: 1", "🔴 E-2026-000001", "[E-2026-000001]")
NOTHING = "No open cases."


def test_twice_a_day_and_a_tap_opens_the_case(night: Night) -> None:
    world = night(TWICE)
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears(CASE)
    world.passes_until("2026-03-02 19:29")
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears("Duty managers · Mon 2 Mar 19:30", *OPEN)
    world.person("ana").taps(CASE, duty)
    duty.hears("E-2026-000001 · Critical")
    world.passes(hours=12)
    duty.hears("Duty managers · Tue 3 Mar 07:30", "22 h", *OPEN)


@pytest.mark.parametrize("ends", ["stops", "dies"])
def test_what_was_missed_while_the_service_was_away_is_told_once(night: Night, ends: str) -> None:
    world = night(TWICE)
    getattr(world, ends)()
    world.passes_until("2026-03-04 12:00")
    world.starts()
    world.work()
    world.group("duty").hears("Wed 4 Mar 12:00", NOTHING)
    world.restarts()
    world.passes_until("2026-03-04 19:30")
    world.group("duty").hears("Wed 4 Mar 19:30", NOTHING)


def test_a_machine_that_slept_through_several_tells_one(night: Night) -> None:
    world = night(TWICE)
    world.sleeps(hours=50)
    world.group("duty").hears("Wed 4 Mar 11:00", NOTHING)


@pytest.mark.parametrize(
    ("eve", "times"),
    [
        ("2026-03-28 12:00", ["Sat 28 Mar 23:30", "Sun 29 Mar 02:30", "Sun 29 Mar 23:30"]),
        ("2026-10-24 12:00", ["Sat 24 Oct 23:30", "Sun 25 Oct 01:30", "Sun 25 Oct 23:30"]),
    ],
    ids=["an hour is left out", "an hour comes twice"],
)
def test_in_the_nights_in_which_clocks_change_each_comes_once(night: Night, eve: str, times: list[str]) -> None:
    world = night('timezone: Europe/Lisbon\ngroups: [{id: duty, digest: {at: ["01:30", "23:30"]}}]', starts=eve)
    world.passes_until(f"{eve[:8]}{int(eve[8:10]) + 1} 23:59")
    world.group("duty").hears(*times)


def test_other_times_count_from_their_import_on_and_none_is_told_by_it(night: Night) -> None:
    world = night(TWICE)
    world.imports("groups: [{id: duty, digest: {at: 12:00}}]")
    world.passes_until("2026-03-03 11:59")
    world.group("duty").hears("Mon 2 Mar 12:00")
    world.imports("")
    world.passes(days=7)
    world.group("duty").hears_nothing()


def test_a_group_that_became_a_supergroup_gets_it_there(night: Night) -> None:
    world = night(TWICE)
    duty = world.group("duty")
    duty.upgrades(to=-1009)
    world.passes_until("2026-03-02 19:30")
    duty.hears("Mon 2 Mar 19:30")


def test_by_sms_where_there_is_no_chat(night: Night) -> None:
    world = night("groups: [{id: safety, chat: null, outside: [SMS], digest: {at: 12:00}}]", gateways=["sms"])
    world.passes(hours=4)
    world.gateway("sms").hears("Safety office · Mon 2 Mar 12:00")


def test_of_two_processes_one_tells_it(shared_night: Night) -> None:
    world = shared_night(TWICE, processes=2)
    world.passes(days=1)
    heard = world.group("duty").heard()
    assert [one.text.splitlines()[0][:20] for one in heard] == ["Duty managers · Mon ", "Duty managers · Tue "]
