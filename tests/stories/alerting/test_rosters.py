"""Who is on duty changes while a case waits: the next step asks whoever is on duty then."""

from __future__ import annotations

from handlers.rosters import on_duty
from tests.stories.alerting.conftest import Night

TWO_SHIFTS = """
groups:
  - id: duty
    members: [ana, ming]
    lead: ana
    roster: {weekly: [{from: 07:00, to: 19:00, staff: ana}, {from: 19:00, to: 07:00, staff: ming}]}
escalation: [{steps: [{wait: 10min, notify: on-duty}], repeat: 0}]
"""
GAP_AT_NIGHT = """
groups:
  - {id: duty, members: [ana, ming], lead: ana, roster: {weekly: [{from: 07:00, to: 23:00, staff: ana}]}}
escalation: [{steps: [{wait: 10min, notify: on-duty}, {wait: 5min, notify: admins}], repeat: 0}]
"""
CARD, AGAIN = "E-2026-000001", "E-2026-000001 is not taken yet."


def test_the_shift_changes_in_mid_chain_and_the_next_one_is_asked(night: Night) -> None:
    world = night(TWO_SHIFTS, starts="2026-03-02 18:55")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD)
    world.passes(minutes=5)
    ming.hears("You are on duty for Duty managers until 3 Mar 07:00.", CARD)
    ana.hears("Your duty for Duty managers is over. On duty now: Ming")
    world.passes(minutes=5)
    ming.hears(AGAIN, "asked again 19:05")
    for chat in (ana, duty):
        chat.hears("asked again 19:05")


def test_handed_over_in_mid_chain_it_is_the_other_who_is_asked(night: Night) -> None:
    world = night(TWO_SHIFTS)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD)
    ana.says("/duty")
    ana.taps("Hand over")
    ana.taps("Ming")
    ana.hears("On duty until 19:00: Ana", "Who shall take over", "I have asked Ming.")
    ming.hears("Ana asks you to take over")
    ming.taps("Take over").told("Done.")
    ming.hears("You are on duty", CARD)
    for chat in (ana, duty):
        chat.hears("Ming has taken over Duty managers until 19:00.")
    world.passes(minutes=10)
    ming.hears(AGAIN, "asked again 09:10")
    for chat in (ana, duty):
        chat.hears("asked again 09:10")


def test_a_shift_that_was_swapped_counts_in_mid_chain(night: Night) -> None:
    world = night(TWO_SHIFTS, starts="2026-03-02 18:55")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    ana.says("/duty")
    ana.taps("Swap a shift")
    ana.taps("3 Mar 07:00")
    ana.taps("Ming")
    ming.taps("Swap").told("Done.")
    for chat in (ana, ming, duty):
        assert chat.heard()
    world.passes(minutes=3)
    bo.raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD)
    world.passes(minutes=10)
    asked = [chat.name for chat in (ana, ming) if any(AGAIN in one.text for one in chat.heard())]
    assert asked == [person.id for person in on_duty(world.store.directory, "duty", world.clock.now())]
    duty.heard()


def test_in_a_gap_of_the_roster_the_next_step_is_taken_and_the_lead_knew_before(night: Night) -> None:
    world = night(GAP_AT_NIGHT, starts="2026-03-02 22:30")
    ana, ming, wai, duty = world.person("ana"), world.person("ming"), world.person("wai"), world.group("duty")
    ana.hears("Nobody is on duty for Duty managers from 23:00 until 3 Mar 07:00.")
    world.passes(minutes=30)
    ana.hears("Your duty for Duty managers is over. Nobody is on duty now.", "3 Mar 23:00 until 4 Mar 07:00")
    world.person("bo").raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD)
    world.passes(minutes=5)
    wai.hears(CARD)
    for chat in (ana, ming, duty):
        chat.hears("asked again 23:05")


def test_somebody_steps_in_during_a_gap_and_is_asked(night: Night) -> None:
    world = night(GAP_AT_NIGHT, starts="2026-03-02 23:30")
    ana, ming, duty = world.person("ana"), world.person("ming"), world.group("duty")
    ana.heard()
    ming.says("/duty")
    ming.taps("Take over").told("Done.")
    ming.hears("Nobody is on duty until", "You are on duty for Duty managers until 3 Mar 07:00.")
    duty.hears("Ming has taken over")
    world.person("bo").raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD)
    world.passes(minutes=10)
    ming.hears(AGAIN, "asked again 23:40")
    for chat in (ana, duty):
        chat.hears("asked again 23:40")


def test_who_comes_on_duty_and_cannot_be_reached_is_told_to_the_lead(night: Night) -> None:
    world = night(TWO_SHIFTS, starts="2026-03-02 18:55")
    world.person("ming").blocks()
    world.expects_error("notice given up")
    world.passes(minutes=5)
    world.person("ana").hears(
        "Ming is on duty for Duty managers now, but cannot be reached here.",
        "Your duty for Duty managers is over. On duty now: Ming (cannot be reached)",
    )
