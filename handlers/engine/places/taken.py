"""Answers taken from what somebody wrote at first: shown for confirmation, each changed with one tap."""

from __future__ import annotations

from typing import Any

from handlers.engine.places.wording import shown
from handlers.engine.questions.base import Asking, Key, Keys, named_if_bare, shortened
from handlers.engine.questions.place import WAY
from handlers.engine.scene import Scene

_TAKEN = "taken"  # in the first prompt's state: the paths of those answers
_ACROSS = 2  # buttons in a row


def tell_taken(scene: Scene, paths: list[str]) -> None:
    """Says above the first prompt what was taken, and puts a button for each answer under it."""
    if not paths:
        return
    # TRANSLATORS: What was understood of the message that a report began with: “From your message: Gate 12 · 2”.
    scene.note("✓ " + scene.say("From your message: {answers}", answers=" · ".join(_name(scene, p) for p in paths)))
    scene.remember(**{_TAKEN: paths})


def taken_rows(scene: Scene) -> tuple[Keys, ...]:
    """A button for each answer that was taken, until the first question is done with."""
    keys = [Key(f"✎ {shortened(_name(scene, path), 24)}", f"tk={path}") for path in _taken(scene)]
    return tuple(tuple(keys[n : n + _ACROSS]) for n in range(0, len(keys), _ACROSS))


def change_taken(scene: Scene, path: str) -> bool:
    """Opens one of them to be changed; False if it is none of them."""
    if path not in _taken(scene):
        return False
    scene.go(path)
    return True


def as_written(scene: Scene, asking: Asking[Any]) -> str | None:
    """What they wrote at first, where it could be the answer: to a long text, once."""
    said = scene.frame.said
    if asking.question.type != "long_text" or not said or "." in asking.path or asking.standing is not None:
        return None
    used = any(answer.value == said for answer in scene.frame.answers.values())
    return None if used or len(said) > asking.question.max_length else said


def _taken(scene: Scene) -> list[str]:
    return [path for path in scene.state.get(_TAKEN, []) if path in scene.frame.answers]


def _name(scene: Scene, path: str) -> str:
    question, words = scene.plan.question(path), shown(scene, path, scene.frame.answers[path].value)
    if question.type == "place":
        return words.rpartition(WAY)[2]  # of the whole way only the end
    return named_if_bare(question, words, scene.language)
