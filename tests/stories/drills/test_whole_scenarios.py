"""Every bundled scenario from its first inject to its end, with players who do what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from handlers.drills.expecting import Verdict, judged
from handlers.drills.standing import State
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import HERE
from tests.stories.drills.walking import Walk


@dataclass(frozen=True)
class Played:
    """The playbook's title, and what the reporter answers."""

    playbook: str
    answers: tuple[str, ...]


PLAYED = {
    "Medical emergency at a gate": Played("Medical emergency", ("Gate 12", "No", "No")),
    "Kitchen fire with evacuation": Played("Fire or smoke", ("Staff kitchen", "Flames", "No")),
    "Core system outage at a branch": Played(
        "System outage", ("Core or booking system", "Hall", "The whole site", "Yes")
    ),
    "Lost child": Played("Lost child", ("Missing", "Hall")),
    "Typhoon day": Played("Typhoon", ("Signal 3", "Orange", "Pier", "Open", "80")),
}


@pytest.mark.parametrize("scenario", PLAYED)
def test_whoever_does_what_is_expected_meets_all_of_it(hall: MakeHall, scenario: str) -> None:
    world, played = hall(HERE + "updates: []\n"), PLAYED[scenario]
    world.begins("bo", "ana", "kit", scenario=scenario)
    world.only_the_run_from_here()
    walk = Walk(world, played.playbook, played.answers)
    walk.through(world.run().scenario.length / timedelta(minutes=1) - 1)
    verdicts = {one.expectation.id: one.verdict for one in judged(world.run(), world.clock.now())}
    assert {name for name, verdict in verdicts.items() if verdict is not Verdict.MET} == set()
    world.tess.taps("End the exercise")
    assert world.run().state is State.ENDED
    assert world.everything_is_marked() > 100
    world.nobody_else_heard(*(world.person(name).number for name in ("bo", "ana", "kit", "tess")))
