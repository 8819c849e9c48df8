"""Nobody takes it: who is asked next, when, how often, and what happens after the last."""

from __future__ import annotations

import pytest

from handlers.cases import Status
from tests.stories.alerting.conftest import Night

CHAIN = """
escalation:
  - steps:
      - {wait: 5min, notify: [group, on-duty]}
      - {wait: 10min, notify: managers}
      - {wait: 1h, notify: admins}
    repeat: 1
"""
CARD, AGAIN, TAKE = "E-2026-000001", "E-2026-000001 is not taken yet. Please take it.", "[Acknowledge]"


def test_first_those_who_have_it_then_all_managers_then_the_admins(night: Night) -> None:
    world = night(CHAIN)
    bo, ana, ming, wai = world.people("bo", "ana", "ming", "wai")
    duty = world.group("duty")
    bo.raises("gas")
    duty.hears(CARD, TAKE)
    world.passes(minutes=4)
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears(AGAIN, TAKE)
    world.passes(minutes=10)
    ana.hears(CARD, TAKE)
    ming.hears(CARD, TAKE)
    duty.hears("asked again 09:15")
    world.passes(hours=1)
    wai.hears(CARD, TAKE)
    for chat in (ana, ming, duty):
        chat.hears("asked again 10:15")


@pytest.mark.parametrize(
    ("what", "wait", "times"), [("gas", 2, 9), ("smoke", 5, 9), ("cut", 5, 9), ("spill", 15, 6), ("rude", 15, 6)]
)
def test_without_a_policy_the_severity_says_how_soon_and_how_often(
    night: Night, what: str, wait: int, times: int
) -> None:
    world = night()
    world.person("bo").raises(what)
    world.passes(days=2)
    (case,) = world.store.cases()
    asked = [entry for entry in world.store.timeline(case.id) if entry.kind == "escalated"]
    after = [round((entry.at - case.opened_at).total_seconds() / 60) for entry in asked]
    assert after == [wait * (count + 1) for count in range(times + 1)]  # the last says that nobody took it
    assert [entry.data["notify"] for entry in asked[:3]] == [["group", "on-duty"], ["managers"], ["admins"]]
    for chat in (world.group("duty"), *world.people("bo", "ana", "ming", "wai")):
        assert chat.heard()


def test_a_step_that_reaches_nobody_is_not_waited_for(night: Night) -> None:
    world = night("""
        escalation:
          - steps:
              - {wait: 5min, notify: on-duty}       # the group has no members
              - {wait: 30min, notify: "group:safety"}
              - {wait: 2min, notify: admins}
        groups: [{id: safety, chat: null}]
    """)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.passes(minutes=2)
    wai.hears(CARD, TAKE)
    duty.hears("asked again 09:02")
    wai.taps("Acknowledge").told("You have taken")
    wai.hears("Taken by Wai")
    duty.hears("Taken by Wai", "Wai has taken")
    bo.hears("Wai has taken")


def test_another_group_is_called_in_and_takes_it(night: Night) -> None:
    world = night("""
        escalation: [{steps: [{wait: 3min, notify: "group:safety"}]}]
        groups: [{id: safety, members: [sam]}]
    """)
    bo, sam, duty, safety = world.person("bo"), world.person("sam"), world.group("duty"), world.group("safety")
    bo.raises("gas")
    duty.hears(CARD)
    sam.taps("Acknowledge", duty).told("This is not for you to open.")
    world.passes(minutes=3)
    safety.hears(CARD, TAKE)
    duty.hears("asked again 09:03")
    sam.taps("Acknowledge", safety).told("You have taken")
    for chat in (safety, duty):
        chat.hears("Taken by Sam", "Sam has taken")
    bo.hears("Sam has taken")


def test_when_everybody_was_asked_the_reporter_hears_that_nobody_came(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: group}], repeat: 2}]")
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    for minute in ("05", "10", "15"):
        world.passes(minutes=5)
        duty.hears(AGAIN, f"asked again 09:{minute}")
        bo.hears_nothing()
    world.passes(minutes=5)
    duty.hears("Nobody has taken it, though everybody was asked")
    bo.hears("Nobody has taken E-2026-000001 yet, though everybody was asked. Please call them.")
    world.passes(days=30)
    duty.hears_nothing()


def test_somebody_takes_it_long_after_everybody_was_asked(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: group}], repeat: 0}]")
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    world.passes(hours=7)
    duty.heard()
    bo.hears("Nobody has taken")
    ana.taps("Acknowledge", duty).told("You have taken E-2026-000001.")
    duty.hears("Taken by Ana 16:00", "Ana has taken")
    bo.hears("Ana has taken")
    assert world.case(CARD).status is Status.ACKNOWLEDGED


def test_what_was_taken_in_time_asks_nobody_else(night: Night) -> None:
    world = night(CHAIN)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    world.passes(minutes=4, seconds=50)
    ana.taps("Acknowledge", duty)
    duty.hears("Taken by Ana 09:04")
    bo.hears("Ana has taken")
    world.passes(days=3)
    duty.hears_nothing()


def test_calling_more_people_takes_the_next_step_now_and_waits_anew(night: Night) -> None:
    world = night(CHAIN)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.passes(minutes=4)
    ana.taps("Call more people", duty).told("More people are being called.")
    duty.hears("asked again 09:04", "Ana asks: please take E-2026-000001.")
    world.passes(minutes=9)
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears("asked again 09:14")
    ming.hears(CARD)
    ana.hears(CARD)


def test_low_severity_waits_for_the_morning(night: Night) -> None:
    world = night(starts="2026-03-02 21:30")
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("lamp")
    duty.hears("Broken lamp", TAKE)
    world.passes_until("2026-03-03 06:59")
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears("asked again 07:00", "I-2026-000001 is not taken yet.")
    world.passes(minutes=59)
    duty.hears_nothing()


def test_quiet_hours_are_for_low_severity_only(night: Night) -> None:
    world = night(starts="2026-03-03 03:00")
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.passes(minutes=2)
    duty.hears(AGAIN, "asked again 03:02")


def test_it_gets_worse_and_the_stricter_policy_holds_from_then_on(night: Night) -> None:
    world = night("""
        escalation:
          - {when: {severity_at_least: critical}, steps: [{wait: 1min, notify: admins}]}
          - {steps: [{wait: 1h, notify: group}]}
    """)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.raises("smoke")
    duty.hears(CARD, "High")
    world.passes(minutes=5)
    bo.taps("Yes")
    bo.hears("Thank you")
    duty.hears("E-2026-000001 is now: Critical", "Emergency · Critical")
    world.passes(minutes=1)
    wai.hears(CARD, TAKE)
    duty.hears("asked again 09:06")


def test_the_first_rule_that_fits_is_taken(night: Night) -> None:
    world = night("""
        escalation:
          - {when: {kind: complaint}, steps: [{wait: 1h, notify: managers}]}
          - {when: {group: safety}, steps: [{wait: 7min, notify: admins}]}
          - {steps: [{wait: 3min, notify: admins}]}
    """)
    bo, ana, ming, wai = world.people("bo", "ana", "ming", "wai")
    duty = world.group("duty")
    bo.raises("rude")
    bo.raises("spill")
    duty.heard()
    world.passes(minutes=3)
    wai.hears("I-2026-000001", TAKE)
    duty.hears("asked again 09:03")
    wai.taps("Acknowledge")
    for chat in (wai, duty):
        chat.hears("I-2026-000001", "Wai")
    bo.hears("Wai has taken I-2026-000001")
    world.passes(minutes=57)
    for someone in (ana, ming):
        someone.hears("C-2026-000001", TAKE)
    duty.hears("asked again 10:00")


def test_nobody_is_asked_who_works_elsewhere_tonight(night: Night) -> None:
    world = night("""
        groups: [{id: duty, members: [ana, ming], roster: {weekly: [
          {from: 08:00, to: 20:00, staff: ana}, {from: 20:00, to: 08:00, staff: ming}]}}]
        escalation: [{steps: [{wait: 5min, notify: on-duty}], repeat: 0}]
    """)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD, TAKE)
    world.passes(minutes=5)
    ana.hears(AGAIN, "asked again 09:05")
    ming.hears("asked again 09:05")  # the card, as it stands now: an edit makes no sound
    duty.hears("asked again 09:05")
