"""Clocks that jump, machines that sleep, and the turn of the year: nobody is asked twice, and nobody is forgotten."""

from __future__ import annotations

import pytest

from tests.stories.alerting.conftest import Night

LISBON = "timezone: Europe/Lisbon\n"
NIGHTS = [("2026-03-29 00:30", "spring"), ("2026-10-25 00:30", "autumn")]


@pytest.mark.parametrize(("starts", "_"), NIGHTS)
def test_in_the_night_the_clocks_change_a_wait_is_as_long_as_ever(night: Night, starts: str, _: str) -> None:
    world = night(LISBON + "escalation: [{steps: [{wait: 90min, notify: group}], repeat: 0}]", starts=starts)
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears("E-2026-000001")
    world.passes(minutes=89)
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears("is not taken yet", "asked again")
    world.passes(minutes=90)
    duty.hears("Nobody has taken it")
    bo.heard()
    world.passes(hours=12)


@pytest.mark.parametrize(("starts", "_"), NIGHTS)
def test_in_the_night_the_clocks_change_quiet_hours_end_by_the_clock_on_the_wall(
    night: Night, starts: str, _: str
) -> None:
    world = night(LISBON, starts=starts)
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("lamp")
    duty.hears("I-2026-000001")
    world.passes_until(starts[:10] + " 06:59")
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears("is not taken yet", "asked again 07:00")
    world.passes(minutes=59)
    duty.hears_nothing()
    world.passes(hours=2)
    for manager in world.people("ana", "ming"):
        manager.hears("I-2026-000001")
    world.person("wai").hears("I-2026-000001")
    duty.hears("asked again")


@pytest.mark.parametrize(("starts", "_"), NIGHTS)
def test_in_the_night_the_clocks_change_the_shift_changes_once(night: Night, starts: str, _: str) -> None:
    world = night(
        LISBON
        + """
groups:
  - {id: duty, chat: null, members: [ana, ming], roster: {weekly: [
      {from: 07:00, to: 23:00, staff: ana}, {from: 23:00, to: 07:00, staff: ming}]}}
""",
        starts=starts,
    )
    world.passes(hours=9)
    world.person("ana").hears("You are on duty for Duty managers until 23:00.")
    world.person("ming").hears("Your duty for Duty managers is over.")


def test_a_machine_that_slept_catches_up_and_asks_each_step_once(night: Night) -> None:
    world = night("""
        escalation:
          - steps: [{wait: 2min, notify: group}, {wait: 2min, notify: managers}, {wait: 9h, notify: admins}]
    """)
    bo, ana, wai, duty = world.person("bo"), world.person("ana"), world.person("wai"), world.group("duty")
    bo.raises("gas")
    duty.hears("E-2026-000001")
    world.sleeps(hours=3)
    duty.hears("is not taken yet", "asked again 12:00")
    ana.hears_nothing()
    world.passes(minutes=2)
    ana.hears("E-2026-000001")
    world.person("ming").hears("E-2026-000001")
    duty.hears("asked again 12:02")
    wai.hears_nothing()


def test_what_fell_due_in_quiet_hours_while_the_machine_slept_waits_for_the_morning(night: Night) -> None:
    world = night(starts="2026-03-02 20:30")
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("lamp")
    duty.hears("I-2026-000001")
    world.sleeps(hours=3)
    duty.hears_nothing()
    world.passes_until("2026-03-03 07:00")
    duty.hears("is not taken yet", "asked again 07:00")


def test_over_new_year_the_chain_goes_on_and_the_number_stays(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 10min, notify: group}]}]", starts="2026-12-31 23:55")
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears("E-2026-000001")
    world.passes(minutes=10)
    duty.hears("E-2026-000001 is not taken yet.", "asked again 00:05")
    bo.raises("gas")
    duty.hears("E-2027-000001")
