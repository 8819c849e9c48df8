"""The way through a checklist for somebody who works it alone: its steps one after the other, as things stand.

The way is walked anew from the first step each time, from what was settled so far, so that an answer or an outcome
that changes later changes the way with it.  A step with steps of its own is passed over in favour of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.engine.answers import outcomes_of
from handlers.engine.scene import Scene
from playbooks.conditions import holds
from playbooks.model import PlainStep, Playbook


def way(scene: Scene) -> list[PlainStep]:
    """Every step that is or will be worked, in order, as far as can be told now. Not to be changed."""
    return scene.once("way", _walk)


def _walk(scene: Scene) -> list[PlainStep]:
    return way_through(scene.plan.playbook, scene.values, outcomes_of(scene.frame), scene.at.now)


def way_through(
    playbook: Playbook, values: Mapping[str, Any], outcomes: Mapping[str, str], now: datetime
) -> list[PlainStep]:
    """The same from bare answers (question id -> value) and outcomes (step id -> how it ended)."""

    def shown(step: PlainStep) -> bool:
        return step.when is None or holds(step.when, values, outcomes, playbook.question_by_id, now)

    found: list[PlainStep] = []
    for step in filter(shown, playbook.steps):
        found += filter(shown, step.steps) if step.steps else [step]
    return found


def next_step(scene: Scene) -> PlainStep | None:
    """The first step on the way that is not settled, or None at the end."""
    if not scene.plan.playbook.steps:
        return None
    return next((step for step in way(scene) if step.id not in scene.frame.steps), None)
