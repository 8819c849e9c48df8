"""Case events: one for each entry of a timeline, without what people wrote unless that is wanted."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Literal

from handlers.delivery import Notice
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, DUTY_CHAT, World


def world_with(events: Literal["ids", "full"] | None) -> World:
    world = World.of()
    world.house = replace(world.house, events=events)
    return world


def notices(world: World) -> list[Notice]:
    return [notice for notice in world.uow.queued.values() if notice.bot == "events"]


def events(world: World) -> list[dict[str, Any]]:
    return [json.loads(notice.message.text) for notice in notices(world)]


def test_each_entry_of_the_timeline_is_an_event_in_its_order() -> None:
    world = world_with("ids")
    complain(world)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    case = world.case
    told = events(world)
    assert [event["type"] for event in told] == [f"case.{entry.kind}" for entry in world.uow.timeline(case.id)]
    assert [event["id"] for event in told] == sorted({event["id"] for event in told})
    assert (told[0]["case"]["status"], told[-1]["case"]["status"]) == ("open", "acknowledged")
    assert (told[-1]["actor"], told[-1]["case"]["acknowledged_by"]) == ("ana", "ana")


def test_what_people_wrote_does_not_leave_the_house() -> None:
    world = world_with("ids")
    complain(world)
    assert all("Overcharged" not in notice.message.text for notice in notices(world))
    assert all("value" not in event["data"] for event in events(world))
    assert {event["data"]["question"] for event in events(world) if event["type"] == "case.answered"} >= {"what"}


def test_with_details_it_does() -> None:
    world = world_with("full")
    complain(world)
    opened, *others = events(world)
    assert "Overcharged" in opened["case"]["headline"]
    assert any("Overcharged" in str(event["data"].get("value")) for event in others)


def test_an_event_waits_for_those_before_it_and_is_never_given_up() -> None:
    world = world_with("ids")
    complain(world)
    for notice in notices(world):
        assert notice.critical
        assert notice.not_before == world.uow.now
        assert notice.chat == 0


def test_without_an_address_nothing_is_published() -> None:
    world = world_with(None)
    complain(world)
    assert notices(world) == []
