"""Somebody comes when the exercise goes on already: from then on they are on its list, and not before."""

from __future__ import annotations

from handlers.drills.standing import State
from handlers.taps import mark
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall


def _comes(world: Hall, name: str, role: str = "player") -> None:
    world.tess.taps("👥 Somebody comes")
    world.tess.taps(name)
    world.tess.taps(role)
    assert f"{name} is on the list as {role}." in _told(world, "tess")


def _told(world: Hall, name: str) -> str:
    return "\n".join(one.text for one in world.person(name).heard())


def test_they_get_briefing_and_safety_rules_and_play_from_then_on(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "kit")
    world.only_the_run_from_here()
    world.passes(minutes=6)  # “crowd films” goes to all players
    world.person("ana").hears_nothing()
    _comes(world, "Ana")
    told = _told(world, "ana")
    for words in ("as player", "Work as you would on any day", "An ordinary afternoon", "The training AED only"):
        assert words in told
    assert "film" not in told, "what was said before is not sent again"
    world.person("ana").taps("I take part")
    world.person("bo").says("/emergency")
    world.person("bo").taps("Medical emergency")
    assert "DE-2026-000001" in _told(world, "ana"), "she is on duty, and plays"
    assert world.everything_is_marked() > 10
    people = [world.person(name).number for name in ("bo", "kit", "ana", "tess")]
    world.nobody_else_heard(*people)
    assert world.run().evaluation.teams["duty"] == ("ana",)


def test_it_is_a_ruling_on_the_log_that_survives_a_restart(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "kit")
    _comes(world, "Sam", "evaluator")
    (entry,) = [one for one in world.log() if one.kind == "cast" and one.data.get("staff") == "sam"]
    assert entry.actor == "tess"
    world.dies()
    world.starts()
    assert "What did you see?" in _told(world, "sam")
    assert "sam" in world.run().standing.evaluators


def test_only_who_leads_and_only_while_it_goes_on_and_nobody_who_plays_elsewhere(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "kit")
    world.plans()
    world.casts("player", "Ana", "Ming")
    world.tess.taps("Start it now")
    world.person("ana").taps("I take part")
    first, second = world.run("D-2026-000001"), world.run("D-2026-000002")
    world.person("bo").forges(f"x.{first.id}.0.late={mark('sam')}.player").told("Only those who lead")
    world.tess.forges(f"x.{first.id}.0.late={mark('ana')}.player").told("Ana still plays in D-2026-000002.")
    world.tess.forges(f"x.{second.id}.0.end")
    world.tess.forges(f"x.{second.id}.0.late={mark('sam')}.player").told("That cannot be done now.")
    assert "sam" not in world.run("D-2026-000001").people


def test_a_real_emergency_reaches_whoever_came_late(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "kit")
    _comes(world, "Ana")
    world.forgets()
    world.person("bo").says("REAL EMERGENCY")
    assert "REAL EMERGENCY. This is not an exercise." in _told(world, "ana")
    world.person("ana").says("real emergency")
    assert world.run().state is State.FROZEN
