"""Whoever is off shift is left alone, except in an emergency and when there is nobody else."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night

ROSTER = """
groups:
  - id: duty
    members: [ana, ming, kit]
    lead: sam
    roster:
      weekly:
        - {from: 07:00, to: 15:00, staff: ana}
        - {from: 15:00, to: 23:00, staff: kit}
        - {from: 23:00, to: 07:00, staff: ming}
"""
NO_CHAT = ROSTER.replace("    members", "    chat: null\n    members")
POLICY = """
escalation:
  - steps:
      - {wait: 10min, notify: on-duty}
      - {wait: 10min, notify: managers}
    repeat: 0
    remind: 1h
"""
CARD = "I-2026-000001"


def test_only_those_on_duty_get_what_is_no_emergency(night: Night) -> None:
    world = night(ROSTER + POLICY)
    world.person("bo").raises("spill")
    world.group("duty").hears(CARD)
    world.person("ana").hears(CARD)
    (told,) = [e for e in world.store.timeline(world.case(CARD).id) if e.kind == "notified"]
    assert told.data["off_shift"] == ["ming", "kit"]


def test_an_emergency_wakes_everybody(night: Night) -> None:
    world = night(ROSTER + POLICY)
    world.person("bo").raises("gas")
    for chat in (world.group("duty"), *world.people("ana", "ming", "kit")):
        chat.hears("E-2026-000001")


def test_a_step_asks_managers_who_are_at_work_and_not_those_who_are_off(night: Night) -> None:
    world = night(ROSTER + POLICY + "staff: [{id: kit, role: duty-manager}]")
    world.person("bo").raises("spill")
    world.passes(minutes=20)
    for chat in (world.group("duty"), world.person("ana")):
        assert chat.heard()
    (_, last) = [e for e in world.store.timeline(world.case(CARD).id) if e.kind == "escalated"]
    assert last.data["people"] == ["ana"]
    assert last.data["off_shift"] == ["kit", "ming"]


def test_when_nobody_at_work_can_be_told_the_others_are(night: Night) -> None:
    world = night(NO_CHAT + POLICY + "staff: [{id: ana, telegram: null}]")
    world.person("bo").raises("spill")
    world.person("ming").hears(CARD)
    world.person("kit").hears(CARD)
    world.person("sam").heard()


def test_when_every_manager_is_off_they_are_asked_all_the_same(night: Night) -> None:
    world = night(ROSTER + POLICY, starts="2026-03-02 16:00")
    world.person("bo").raises("spill")
    world.group("duty").hears(CARD)
    world.person("kit").hears(CARD)
    world.passes(minutes=10)
    world.person("kit").hears("asked again", "not taken yet")
    world.group("duty").hears("asked again")
    world.passes(minutes=10)
    for chat in (world.group("duty"), *world.people("kit", "ana", "ming")):
        assert chat.heard()


def test_whoever_took_it_is_not_asked_at_home_but_when_they_are_back(night: Night) -> None:
    world = night(ROSTER + POLICY, starts="2026-03-02 14:30")
    bo, ana, kit, duty = world.person("bo"), world.person("ana"), world.person("kit"), world.group("duty")
    bo.raises("spill")
    ana.taps("Acknowledge", duty)
    bo.hears("Ana has taken")
    duty.hears("Taken by Ana")
    ana.heard()
    world.passes(hours=3)
    ana.hears("Your duty for Duty managers is over.")
    kit.hears("You are on duty")
    world.passes_until("2026-03-03 06:59")
    ana.hears_nothing()
    for person in world.people("kit", "ming"):
        person.heard()
    world.passes(minutes=1)
    ana.hears("You are on duty", "Are you still on it?")
    world.person("ming").heard()


def test_what_must_not_lie_goes_back_to_those_at_work_when_its_taker_went_home(night: Night) -> None:
    world = night(ROSTER + POLICY + "    release: 10min\n", starts="2026-03-02 14:30")
    bo, ana, kit, duty = world.person("bo"), world.person("ana"), world.person("kit"), world.group("duty")
    bo.raises("spill")
    ana.taps("Acknowledge", duty)
    bo.hears("Ana has taken")
    duty.hears("Taken by Ana")
    world.passes(minutes=59)
    ana.hears("Taken by Ana", "Your duty for Duty managers is over.")
    kit.hears("You are on duty", CARD)
    world.passes(minutes=1)
    duty.hears("Not taken yet", "Ana is off shift. Please take I-2026-000001.", "[Acknowledge]")
    bo.hears("I-2026-000001 is open again.")
    ana.hears("Not taken yet")
    kit.hears_nothing()
    world.passes(minutes=10)
    kit.hears(CARD)
    duty.heard()
    ana.heard()


def test_nobody_is_asked_at_night_whether_they_are_still_on_a_small_thing(night: Night) -> None:
    world = night(POLICY, starts="2026-03-02 21:30")
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("lamp")
    ana.taps("Acknowledge", duty)
    bo.hears("Ana has taken")
    duty.hears("Taken by Ana")
    world.passes_until("2026-03-03 06:59")
    ana.hears_nothing()
    world.passes(minutes=1)
    ana.hears("Are you still on it?")


def test_whoever_works_at_night_is_asked_at_night(night: Night) -> None:
    world = night(ROSTER + POLICY, starts="2026-03-02 23:30")
    bo, ming, duty = world.person("bo"), world.person("ming"), world.group("duty")
    bo.raises("spill")
    ming.taps("Acknowledge", duty)
    bo.hears("Ming has taken")
    duty.hears("Taken by Ming")
    world.passes(hours=1)
    ming.hears("Taken by Ming", "Are you still on it?")


def test_nobody_is_asked_at_home_how_it_stands(night: Night) -> None:
    updates = "updates:\n  - {every: 2h}\n"
    world = night(ROSTER + POLICY.replace("    remind: 1h\n", "") + updates, starts="2026-03-02 14:30")
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("spill")
    ana.taps("Acknowledge", duty)
    bo.hears("Ana has taken")
    duty.hears("Taken by Ana")
    world.passes_until("2026-03-03 06:59")
    ana.hears("Taken by Ana", "Your duty for Duty managers is over.")
    for person in world.people("kit", "ming"):
        person.heard()
    world.passes(minutes=1)
    ana.hears("You are on duty", "the others wait for an update since 2 Mar 16:30")
    world.person("ming").heard()
