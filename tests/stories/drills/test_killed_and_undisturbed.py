"""The same exercise twice: once undisturbed, once with a process that is killed again and again. Nothing differs."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from handlers.drills.expecting import judged
from handlers.drills.run import Drill
from handlers.drills.score import score_of
from handlers.taps import mark
from tests.stories.drills.hall import Hall
from tests.stories.drills.walking import LOOK, Walk

LOOKS = 13 * 60 // LOOK
OBJECTIVES = ("alarm", "first-minutes", "way-in")
#: A process that starts takes a moment of the story; players are later by that much, injects are not.
CLOSE = timedelta(seconds=5)


def test_killed_at_any_point_it_comes_out_the_same(tmp_path: Path) -> None:
    calm = _walked(tmp_path / "calm", None)
    shaken = _walked(tmp_path / "shaken", random.Random(1))
    assert _what(calm) == _what(shaken)
    began, again = calm.clock.began, shaken.clock.began
    assert began is not None
    assert again is not None
    for one, other in zip(calm.fired, shaken.fired, strict=True):
        assert abs((one.at - began) - (other.at - again)) <= CLOSE, one.inject


def _what(run: Drill) -> dict[str, Any]:
    """All that a run came to."""
    at = run.clock.stretches[0].since + timedelta(seconds=LOOKS * LOOK)
    score = score_of(run, at, None)
    return {
        "state": (run.state, run.clock.speed, run.playing, run.people, len(run.cases)),
        "injects": [(one.inject, one.how, one.to) for one in run.fired],
        "deeds": [(one.kind, one.actor, one.playbook) for one in run.deeds],
        "verdicts": {one.expectation.id: (one.verdict, one.met_by) for one in judged(run, at)},
        "score": (score.percent, score.slips, score.to_acknowledge is not None),
        "ratings": [(one.by, one.of, one.rating) for one in run.evaluation.observations],
    }


def _walked(folder: Path, chance: random.Random | None) -> Drill:
    """The first minutes of it; with `chance`, killed between what the players do, and in the middle of turns."""
    folder.mkdir()
    world = Hall(folder)
    world.begins("bo", "ana", "kit", evaluators=["sam"])
    world.only_the_run_from_here()
    walk = Walk(world, "Medical emergency", ("Gate 12", "No", "No"))
    for look in range(LOOKS):
        if chance is not None and chance.random() < 0.3:
            world.dies()
            world.starts()
        walk.through(LOOK / 60)
        if look % (LOOKS // 3) == 5:
            _rates(world, OBJECTIVES[look // (LOOKS // 3)], killed=chance is not None)
    run = world.run()
    world.everything_is_marked()
    world.has_kept_its_logs()
    world.forgets()
    world.close()
    return run


def _rates(world: Hall, objective: str, *, killed: bool) -> None:
    """The evaluator rates; `killed`: as soon as that is on disk, with nothing told to anybody."""
    sam, data = world.person("sam"), f"x.{world.run().id}.0.rate=P.{mark(objective)}"
    if not killed:
        sam.forges(data)
        return

    async def tap() -> None:
        sam.on_platform.taps_data(sam.on_platform.last, data)

    entries = len(world.log())
    world.gets_stuck(tap(), lambda: len(world.log()) > entries)
    world.dies()
    world.starts()
