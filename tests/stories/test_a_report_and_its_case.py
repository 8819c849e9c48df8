"""From the first question to the last note: what happened to a case stays on its timeline, whatever came between."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.world import World
from tests.stories.conftest import MakeWorld


def _report_the_front_door(world: World) -> None:
    bo = world.person("bo")
    bo.says("/incident")
    bo.hears("Which door?")
    bo.taps("Front door")
    bo.hears("What is wrong with it?")
    bo.taps("No power")
    bo.hears("review")


def _submit(world: World, number: str) -> None:
    world.person("bo").taps("✓ Submit")
    world.person("bo").hears(number)
    world.group("duty").heard(number, "[Acknowledge]")


def _timeline(world: World, number: str) -> list[tuple[str, dict[str, Any]]]:
    case = world.store.case(number)
    assert case is not None
    assert world.store.verify(number) is None
    return [(entry.kind, entry.data) for entry in world.store.timeline(case.id)]


def test_an_answer_that_was_changed_stays_on_the_timeline(make_world: MakeWorld) -> None:
    world = make_world()
    bo = world.person("bo")
    _report_the_front_door(world)
    bo.taps("✎ 1")
    bo.hears("Which door?", "Now: Front door")
    bo.taps("Back door")
    bo.hears("review", "Back door")
    _submit(world, "I-2026-000001")
    corrected = [data for kind, data in _timeline(world, "I-2026-000001") if kind == "corrected"]
    assert [(data["before"], data["after"]) for data in corrected] == [("front", "back")]


def test_notes_are_on_the_timeline_and_reach_the_other_side_once(make_world: MakeWorld) -> None:
    world = make_world()
    bo, ana = world.person("bo"), world.person("ana")
    _report_the_front_door(world)
    _submit(world, "I-2026-000001")
    bo.shares(reply="I-2026-000001", text="It is open now")
    bo.hears("Added to I-2026-000001.")
    world.group("duty").heard("Bo on I-2026-000001: It is open now")
    ana.shares(group="duty", reply="Not taken yet", text="Leave it open")
    world.group("duty").heard("Added to I-2026-000001.")
    bo.hears("Ana on I-2026-000001: Leave it open")
    noted = [data["text"] for kind, data in _timeline(world, "I-2026-000001") if kind == "noted"]
    assert noted == ["It is open now", "Leave it open"]


def test_restarts_between_all_steps_lose_nothing_and_repeat_nothing(make_world: MakeWorld) -> None:
    world = make_world()
    bo, ana = world.person("bo"), world.person("ana")
    bo.says("/incident")
    world.restart()
    bo.hears("Which door?")
    bo.taps("Front door")
    world.restart()
    bo.hears("What is wrong with it?")
    bo.taps_twice("No power")
    world.restart()
    bo.hears("review", "Front door", "No power")
    bo.taps_twice("✓ Submit")
    world.restart()
    bo.hears("I-2026-000001")
    world.group("duty").heard("I-2026-000001")
    ana.taps("Acknowledge", group="duty")
    world.restart()
    world.group("duty").heard("Taken by Ana 09:00")
    bo.hears("Ana has taken I-2026-000001.")
    kinds = [kind for kind, _ in _timeline(world, "I-2026-000001")]
    assert kinds.count("opened") == 1
    assert kinds.count("acknowledged") == 1


def test_cancelled_reports_leave_no_number_and_no_gap(make_world: MakeWorld) -> None:
    world = make_world()
    bo = world.person("bo")
    _report_the_front_door(world)
    bo.says("/cancel")
    bo.hears("Cancel this?")
    bo.taps("Yes, cancel")
    bo.hears("Cancelled")
    _report_the_front_door(world)
    _submit(world, "I-2026-000001")
    assert world.store.case("I-2026-000002") is None


def test_a_day_of_silence_is_one_reminder_and_a_draft(make_world: MakeWorld) -> None:
    world = make_world()
    bo = world.person("bo")
    bo.says("/incident")
    bo.hears("Which door?")
    world.passes(minutes=15)
    bo.hears("Which door?")
    world.passes(hours=2)
    bo.hears("I have set this aside for you.")
    world.passes(days=1)
    bo.hears_nothing()
