"""Twenty people play for three quarters of an hour, over the emulated platform: everything that leaves is marked."""

from __future__ import annotations

from handlers.drills.expecting import Verdict, judged
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall
from tests.stories.drills.walking import Walk

PLAYERS = [f"p{number:02}" for number in range(1, 21)]
PEOPLE = "\n".join(
    f"  - {{id: {name}, name: {name.upper()}, role: staff, telegram: {5000 + at}, language: {('en', 'pt')[at % 2]}}}"
    for at, name in enumerate(PLAYERS)
)
TWENTY = f"""
staff:
  - {{id: tess, name: Tess, role: trainer, telegram: 3001}}
{PEOPLE}
groups: [{{id: duty, members: [{", ".join(PLAYERS[1:8])}]}}, {{id: safety, members: [sam]}}]
"""


def _all_play(world: Hall) -> None:
    world.plans()
    world.casts("player", *(name.upper() for name in PLAYERS))
    world.casts("evaluator", "Sam")
    world.only_the_run_from_here()
    world.tess.taps("Start it now")
    for at, name in enumerate(PLAYERS):
        world.person(name).taps("I take part" if at % 2 == 0 else "Participo")


def test_all_of_it_is_marked_and_reaches_nobody_else(hall: MakeHall) -> None:
    world = hall(TWENTY)
    _all_play(world)
    walk = Walk(world, "Medical emergency", ("Gate 12", "No", "No"), reporter="p01", manager="p03", helper="p01")
    for minute in range(44):
        walk.through(1)
        player = world.person(PLAYERS[2 + minute % 6])
        player.says(f"Note {minute}", reply_to="DE-2026-000001") if 2 < minute < 20 else None
    verdicts = {one.verdict for one in judged(world.run(), world.clock.now())}
    assert verdicts == {Verdict.MET}
    world.tess.taps("End the exercise")
    assert world.everything_is_marked() > 450
    inside = [world.person(name).number for name in (*PLAYERS, "tess", "sam")]
    world.nobody_else_heard(*inside)
    assert world.run().fenced == ()


def test_killed_at_any_moment_it_goes_on_as_if_nothing_had_been(hall: MakeHall) -> None:
    world = hall(TWENTY)
    _all_play(world)
    world.tess.taps("×5")
    walk = Walk(world, "Medical emergency", ("Gate 12", "No", "No"), reporter="p01", manager="p03", helper="p01")
    for _ in range(8):
        walk.through(1)
        world.dies()
        world.starts()
    verdicts = {one.verdict for one in judged(world.run(), world.clock.now())}
    assert verdicts <= {Verdict.MET, Verdict.LATE}  # at five times the speed, whoever looks on the minute is late
    assert world.run().state is State.RUNNING
    world.everything_is_marked()


def test_three_processes_play_it_together(shared_hall: MakeHall) -> None:
    world = shared_hall(TWENTY, processes=3)
    _all_play(world)
    walk = Walk(world, "Medical emergency", ("Gate 12", "No", "No"), reporter="p01", manager="p03", helper="p01")
    walk.through(5)
    with world.at_once():
        for name in PLAYERS[1:8]:
            world.person(name).says(f"{name} is here", reply_to="DE-2026-000001")
    world.tess.taps("⏸ Pause")
    world.passes(minutes=20)
    world.tess.taps("▶ Go on")
    walk.through(10)
    verdicts = [
        one for one in judged(world.run(), world.clock.now()) if one.verdict in (Verdict.MISSED, Verdict.LATE)
    ]
    assert verdicts == []
    assert world.kinds("DE-2026-000001").count("noted") == 7
    world.everything_is_marked()


def test_at_a_word_all_twenty_know_in_one_turn(hall: MakeHall) -> None:
    world = hall(TWENTY)
    _all_play(world)
    before = world.clock.now()
    world.person("p17").says("REAL EMERGENCY")
    for name in (*PLAYERS, "tess", "sam"):
        heard = "".join(one.text for one in world.person(name).heard())
        assert "REAL EMERGENCY. This is not" in heard or "EMERGÊNCIA REAL. Isto não é" in heard, name
    assert (world.clock.now() - before).total_seconds() < 5
