"""Which questions matter now, in which order, and what is still open. Plain functions over a scene."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.engine.answers import rounds_of
from handlers.engine.scene import Scene
from playbooks.conditions import holds
from playbooks.model import RepeatQuestion


def relevant(scene: Scene) -> list[Any]:
    """The playbook's questions that are asked, as things stand. Not to be changed."""
    return scene.once("relevant", _relevant)


def _relevant(scene: Scene) -> list[Any]:
    values, plan, now = scene.values, scene.plan, scene.at.now
    return [
        question
        for question in plan.playbook.questions
        if question.when is None or holds(question.when, values, questions=plan.questions, now=now)
    ]


def relevant_in_round(scene: Scene, group: RepeatQuestion, number: int) -> list[str]:
    """The paths of the questions that are asked in one round of a repeated group."""
    prefix = f"{group.id}.{number}."
    seen, scope = scene.seen_from(prefix), scene.plan.scope_of(prefix)
    now = scene.at.now
    return [prefix + q.id for q in group.questions if holds(q.when, seen, questions=scope, now=now)]


def open_place(scene: Scene) -> str | None:
    """The first place that waits for an answer, or None when all that matters was answered."""
    for question in relevant(scene):
        if isinstance(question, RepeatQuestion):
            place = _open_in_group(scene, question)
        else:
            place = None if question.id in scene.frame.answers else question.id
        if place is not None:
            return place
    return None


def _open_in_group(scene: Scene, group: RepeatQuestion) -> str | None:
    rounds = rounds_of(scene.frame, group.id)
    for number in range(rounds):
        for path in relevant_in_round(scene, group, number):
            if path not in scene.frame.answers:
                return path
    if group.id in scene.frame.answers:
        return None
    if rounds < group.minimum and (first := relevant_in_round(scene, group, rounds)):
        return first[0]
    return f"{group.id}.+"


def trail(scene: Scene) -> Iterator[str]:
    """The places of all relevant questions that were answered or are live, in order: the way that /back goes."""
    for question in relevant(scene):
        if isinstance(question, RepeatQuestion):
            yield from _trail_in_group(scene, question)
        elif question.id in scene.frame.answers or question.id == scene.frame.at:
            yield question.id


def _trail_in_group(scene: Scene, group: RepeatQuestion) -> Iterator[str]:
    frame = scene.frame
    for number in range(rounds_of(frame, group.id) + 1):
        for path in relevant_in_round(scene, group, number):
            if path in frame.answers or path == frame.at:
                yield path
    if group.id in frame.answers or frame.at == f"{group.id}.+":
        yield f"{group.id}.+"
