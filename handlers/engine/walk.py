"""The way through a checklist: which steps there are, in which order, as things stand.

The way is walked anew from the first step each time, from what was settled so far, so that an answer or an outcome
that changes later changes the way with it.  A branch back to a step already walked is not taken, so every way ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from handlers.engine.answers import outcomes_of
from handlers.engine.scene import Scene
from playbooks.conditions import holds
from playbooks.model import Condition, Playbook, Step

END = "end"
Stands = Callable[[Condition | None], bool]


def way(scene: Scene) -> list[Step]:
    """Every step that is or will be worked, in order, as far as can be told now. Not to be changed."""
    return scene.once("way", _walk)


def _walk(scene: Scene) -> list[Step]:
    return way_through(scene.plan.playbook, scene.values, outcomes_of(scene.frame), scene.at.now)


def way_through(
    playbook: Playbook, values: Mapping[str, Any], outcomes: Mapping[str, str], now: datetime
) -> list[Step]:
    """The same from bare answers (question id -> value) and outcomes (step id -> how it ended)."""

    def stands(condition: Condition | None) -> bool:
        return condition is None or holds(condition, values, outcomes, playbook.question_by_id, now)

    steps = playbook.steps
    index = {step.id: number for number, step in enumerate(steps)}
    walked: dict[str, Step] = {}
    here = 0
    while 0 <= here < len(steps):
        step = steps[here]
        shown = stands(step.when)
        if shown:
            walked[step.id] = step
        here = _after(step, here, index, walked, stands) if shown else here + 1
        while here < len(steps) and steps[here].id in walked:
            here += 1
    return list(walked.values())


def next_step(scene: Scene) -> Step | None:
    """The first step on the way that is not settled, or None at the end."""
    if not scene.plan.playbook.steps:
        return None
    return next((step for step in way(scene) if step.id not in scene.frame.steps), None)


def _after(step: Step, here: int, index: dict[str, int], walked: dict[str, Step], stands: Stands) -> int:
    for branch in step.next:
        if stands(branch.when):
            if branch.to == END:
                return len(index)
            if branch.to in index and branch.to not in walked:
                return index[branch.to]
    return here + 1
