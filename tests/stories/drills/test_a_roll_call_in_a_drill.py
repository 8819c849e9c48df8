"""A roll call in an exercise: only those who take part are asked, in exercise time, and everything is marked."""

from __future__ import annotations

from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall

CASE = "DE-2026-000001"


def alarmed(world: Hall) -> Hall:
    """Bo raises the alarm of the exercise, and Ana is in charge."""
    world.begins("bo", "ana", "kit")
    bo, ana = world.person("bo"), world.person("ana")
    world.passes(minutes=1, seconds=1)
    bo.says("/emergency")
    bo.taps("Medical emergency")
    ana.taps("Acknowledge")
    ana.taps("I take command")
    world.forgets()
    world.only_the_run_from_here()
    return world


def test_only_those_who_take_part_are_asked_and_everything_is_marked(hall: MakeHall) -> None:
    world = alarmed(hall())
    ana, bo, kit, tess = world.person("ana"), world.person("bo"), world.person("kit"), world.tess
    ana.taps("Roll call", on="Reported by")
    ana.taps("Ask everybody").told("EXERCISE, not real: Everybody is being asked.")
    kit.hears("EXERCISE, not real", "Are you safe?")
    kit.taps("I am safe").told("EXERCISE, not real: Noted: you are safe.")
    bo.taps("I need help").told("EXERCISE, not real: You need help.")
    bo.says("in the lift")
    world.passes(seconds=20)
    asked = {line.staff: (line.said, line.words) for line in world.store.roll(world.case(CASE).id, 1)}
    assert {"ana", "bo", "kit"} <= set(asked) <= {"ana", "bo", "kit", "tess"}
    assert asked["kit"] == ("safe", "")
    assert asked["bo"] == ("help", "in the lift")
    assert world.everything_is_marked() > 8
    world.nobody_else_heard(bo.number, ana.number, kit.number, tess.number)
    world.forgets()


def test_while_the_exercise_stands_still_nobody_is_asked_again(hall: MakeHall) -> None:
    world = alarmed(hall())
    ana, kit, tess = world.person("ana"), world.person("kit"), world.tess
    ana.taps("Roll call", on="Reported by")
    ana.taps("Ask everybody")
    tess.taps("Pause")
    world.forgets()
    world.passes(minutes=10)
    assert not any("You have not answered" in heard.text for heard in kit.heard())
    tess.taps("Go on")
    world.passes(minutes=2, seconds=5)
    assert any("You have not answered" in heard.text for heard in kit.heard())
    world.forgets()
