"""Which step a checklist can go to from which: the ground the rules about steps stand on."""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.model import Playbook, Step

END = "end"


def ways_on(playbook: Playbook) -> dict[str, list[tuple[str, int | None]]]:
    """For every step, where it can lead, and by which of its branches (None: on to the step written below)."""
    steps = playbook.steps
    below = [step.id for step in steps[1:]] + [END] * bool(steps)
    return {step.id: list(_ways(step, after)) for step, after in zip(steps, below, strict=True)}


def _ways(step: Step, below: str) -> Iterator[tuple[str, int | None]]:
    always = always_taken(step)
    for number, branch in enumerate(step.next):
        if always is None or number <= always:
            yield branch.to, number
    if always is None or step.when is not None:  # a step that is not shown is passed over
        yield below, None


def always_taken(step: Step) -> int | None:
    """The first branch that has no condition, which is always taken when it is come to."""
    return next((number for number, branch in enumerate(step.next) if branch.when is None), None)
