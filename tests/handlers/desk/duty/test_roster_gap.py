"""Nobody is on duty when a case comes in: nobody is waited for who is not there, and everybody can see why."""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.desk.duty.test_duty import STAFFED
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, CHI, DUTY_CHAT, World

POLICY = """
escalation:
  - steps:
      - {wait: 5min, notify: on-duty}
      - {wait: 10min, notify: managers}
      - {wait: 20min, notify: admins}
    repeat: 0
"""
DEE = 3001


def at_night() -> World:
    """Midnight; the roster ends at 23:00."""
    world = World.of(organisation=STAFFED + POLICY)
    world.passes(hours=10)
    complain(world)
    return world


def test_a_step_for_whoever_is_on_duty_is_not_waited_for_when_nobody_is() -> None:
    world = at_night()
    assert world.uow.timers[f"case:{world.case.id}"].due - world.uow.now == timedelta(minutes=10)
    world.comes_due(world.case.id)
    assert "C-2026-000001" in world.card(ANA).message.text  # off shift herself, and the only one there is to ask
    (entry,) = [entry for entry in world.uow.timeline(world.case.id) if entry.kind == "escalated"]
    assert entry.data["step"] == 2
    assert entry.data["passed"] == [{"step": 1, "notify": ["on-duty"], "why": "off-duty"}]


def test_the_card_says_that_nobody_is_on_duty_and_the_details_why_it_went_on() -> None:
    world = at_night()
    assert "Nobody is on duty for Duty managers now." in world.card(DUTY_CHAT).message.text
    world.comes_due(world.case.id)
    world.taps(ANA, "Details", chat=DUTY_CHAT)
    assert "Nobody was on duty: the next people were called" in world.last(DUTY_CHAT)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    edited = [notice for notice in world.heard[DUTY_CHAT] if notice.edits is not None]
    assert "Nobody is on duty" not in edited[-1].message.text


def test_once_somebody_is_on_duty_they_are_asked_first() -> None:
    world = at_night()
    world.passes(hours=7)
    world.comes_due(world.case.id)
    assert [e.data["step"] for e in world.uow.timeline(world.case.id) if e.kind == "escalated"] == [1]
    assert "Nobody is on duty" not in world.card(ANA).message.text
    assert not world.heard.get(CHI)


def test_people_without_an_account_are_not_waited_for_either() -> None:
    policy = POLICY.replace("notify: on-duty", 'notify: "group:fire"').replace("-1002", "null")
    world = World.of(organisation=STAFFED.replace(", chat: -1002", "") + policy)
    complain(world)
    world.comes_due(world.case.id)
    (entry,) = [entry for entry in world.uow.timeline(world.case.id) if entry.kind == "escalated"]
    assert entry.data["passed"] == [{"step": 1, "notify": ["group:fire"], "why": "unreachable"}]
    world.taps(ANA, "Details", chat=DUTY_CHAT)
    assert "Some could not be reached: the next people were called" in world.last(DUTY_CHAT)


def test_when_everybody_was_passed_over_that_is_said_with_the_reasons() -> None:
    policy = POLICY.partition("      - {wait: 10min")[0].replace("on-duty", "[on-duty]") + "    repeat: 0\n"
    world = World.of(organisation=STAFFED + policy)
    world.passes(hours=10)
    complain(world)
    world.comes_due(world.case.id)
    (entry,) = [entry for entry in world.uow.timeline(world.case.id) if entry.kind == "escalated"]
    assert entry.data["over"]
    assert [passed["why"] for passed in entry.data["passed"]] == ["off-duty"]
