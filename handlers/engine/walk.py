"""The way through a checklist: which steps there are, in which order, as things stand.

The way is walked anew from the first step each time, from what was settled so far, so that an answer or an outcome
that changes later changes the way with it.  A branch back to a step already walked is not taken, so every way ends.
"""

from __future__ import annotations

from handlers.engine.answers import outcomes_of
from handlers.engine.scene import Scene
from playbooks.conditions import holds
from playbooks.model import Step

END = "end"


def way(scene: Scene) -> list[Step]:
    """Every step that is or will be worked, in order, as far as can be told now."""
    steps = scene.plan.playbook.steps
    index = {step.id: number for number, step in enumerate(steps)}
    walked: dict[str, Step] = {}
    here = 0
    while 0 <= here < len(steps):
        step = steps[here]
        shown = _holds(scene, step.when)
        if shown:
            walked[step.id] = step
        here = _after(scene, step, here, index, walked) if shown else here + 1
        while here < len(steps) and steps[here].id in walked:
            here += 1
    return list(walked.values())


def next_step(scene: Scene) -> Step | None:
    """The first step on the way that is not settled, or None at the end."""
    if not scene.plan.playbook.steps:
        return None
    return next((step for step in way(scene) if step.id not in scene.frame.steps), None)


def _after(scene: Scene, step: Step, here: int, index: dict[str, int], walked: dict[str, Step]) -> int:
    for branch in step.next:
        if _holds(scene, branch.when):
            if branch.to == END:
                return len(index)
            if branch.to in index and branch.to not in walked:
                return index[branch.to]
    return here + 1


def _holds(scene: Scene, condition: object) -> bool:
    if condition is None:
        return True
    outcomes, questions = outcomes_of(scene.frame), scene.plan.questions
    return holds(condition, scene.values, outcomes, questions, scene.at.now)  # type: ignore[arg-type]
