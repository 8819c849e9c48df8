"""The rounds of a group that was taken out and applies again: one tap brings them back."""

from __future__ import annotations

from typing import Any

from handlers.engine.answers import rounds_of
from handlers.engine.moves import advance
from handlers.engine.places.wording import shown
from handlers.engine.questions import ASKERS
from handlers.engine.questions.base import Key, Keys, shortened
from handlers.engine.recording import full, objection, record
from handlers.engine.relevance import relevant_in_round
from handlers.engine.scene import Scene


def restore_row(scene: Scene) -> tuple[Keys, ...]:
    """The button that brings the rounds back, at the group's first question while it has none."""
    group = (scene.frame.at or "").partition(".")[0]
    rounds = _earlier_rounds(scene, group)
    if not rounds:
        return ()
    return ((Key(scene.say("As before: {answer}", answer=shortened(shown(scene, group, rounds), 40)), "kk"),),)


def restore_rounds(scene: Scene) -> bool:
    """Writes the earlier rounds' answers again, as far as they still are answers. False if there are none."""
    group = (scene.frame.at or "").partition(".")[0]
    rounds = _earlier_rounds(scene, group)
    for number, this in enumerate(rounds):
        if not full(scene, group):
            _restore(scene, group, number, this)
    if rounds:
        advance(scene)
    return bool(rounds)


def _restore(scene: Scene, group: str, number: int, this: dict[str, Any]) -> None:
    for question in scene.plan.questions[group].questions:
        path, value = f"{group}.{number}.{question.id}", this.get(question.id)
        if value is None or path not in relevant_in_round(scene, scene.plan.questions[group], number):
            continue
        if ASKERS[question.type].stands(scene.asking(path), value) and not objection(scene, path, value):
            record(scene, path, value, "tapped")


def _earlier_rounds(scene: Scene, group: str) -> list[dict[str, Any]]:
    if rounds_of(scene.frame, group) or group in scene.frame.answers:
        return []
    for correction in reversed(scene.frame.corrections):
        if correction.path == group:
            return [this for this in correction.before or () if this]
    return []
