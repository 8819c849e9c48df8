"""A drill from the first tap of the trainer to its end, on the real machinery."""

from __future__ import annotations

from handlers.cases import Run
from handlers.drills.expecting import Verdict, judged
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall


def test_a_trainer_plans_and_starts_a_drill_and_players_raise_the_alarm_in_it(hall: MakeHall) -> None:
    world = hall()
    bo, ana, tess = world.person("bo"), world.person("ana"), world.tess
    world.begins("bo", "ana", "kit")
    world.only_the_run_from_here()
    world.passes(minutes=1, seconds=1)
    bo.hears("An old man at gate 12", "EXERCISE, not real", "[🚨 REAL EMERGENCY]")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    case = world.case("DE-2026-000001")
    assert (case.run, case.drill) == (Run.DRILL, world.run().id)
    ana.hears("DE-2026-000001", "EXERCISE, not real", "[Acknowledge]")
    ana.taps("Acknowledge").told("EXERCISE, not real: You have taken DE-2026-000001.")
    world.passes(minutes=2)
    met = [one.expectation.id for one in judged(world.run(), world.clock.now()) if one.verdict is Verdict.MET]
    assert met == ["alarm-raised", "alarm-taken"]
    tess.taps("End the exercise")
    assert world.run().state is State.ENDED
    assert world.everything_is_marked() > 20
    world.nobody_else_heard(bo.number, ana.number, world.person("kit").number, tess.number)
