"""Who tapped or replied has seen the case there: noted once, in the place that was told, and shown in the details."""

from __future__ import annotations

from typing import Any

from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, World


def reported() -> World:
    world = World.of()
    complain(world)
    return world


def sights(world: World) -> list[tuple[str | None, dict[str, Any]]]:
    (entries,) = world.uow.entries.values()
    return [(entry.actor, entry.data) for entry in entries if entry.kind == "seen"]


def test_a_tap_is_noted_once_for_each_person_and_place() -> None:
    world = reported()
    world.taps(ANA, "Details", chat=DUTY_CHAT)
    world.taps(ANA, "Details", chat=DUTY_CHAT)
    world.taps(ANA, "Details")
    world.taps(ANA, "Acknowledge")
    world.taps(CHI, "Details", chat=DUTY_CHAT)
    in_group = {"bot": "staff", "group": "duty", "how": "tapped"}
    assert sights(world) == [("ana", in_group), ("ana", {"bot": "staff", "how": "tapped"}), ("chi", in_group)]


def test_a_reply_is_a_sight_and_what_else_is_said_in_that_chat_is_not() -> None:
    world = reported()
    world.says(CHI, "/cases")
    world.says(CHI, "good morning")
    assert sights(world) == []
    world.says(CHI, "On my way", reply_to=world.reference_of(world.card(CHI)))
    assert sights(world) == [("chi", {"bot": "staff", "how": "replied"})]


def test_the_reporter_was_never_told_and_so_sees_nothing() -> None:
    world = reported()
    world.says(BO, "/cases")
    world.taps(BO, "C-2026-000001")
    assert sights(world) == []


def test_the_details_say_who_saw_it_and_who_cannot_be_reached() -> None:
    world = World.of()
    world.closed = frozenset({("staff", CHI)})
    complain(world)
    world.passes(minutes=2)
    world.taps(ANA, "Acknowledge")
    world.taps(ANA, "Details")
    told = world.last(ANA).partition("Who was told:")[2].strip().splitlines()
    assert told == [
        "Seen: Ana 14:02",
        "Delivered, not seen: Duty managers 14:00",
        "Cannot be reached: Chi (blocked the bot)",
    ]
