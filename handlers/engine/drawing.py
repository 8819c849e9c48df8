"""Draws the live prompt: the notes of this turn, then the page of the place where the conversation stands."""

from __future__ import annotations

from handlers.engine.places import place_of
from handlers.engine.scene import Scene
from handlers.engine.turn import Draw
from handlers.messages import Button, Message, Span
from handlers.taps import Tap


def draw(scene: Scene, replaces: bool = False) -> None:
    """Emits the prompt under a new render number, which makes every earlier button stale."""
    scene.render += 1
    page = place_of(scene.frame).page(scene)
    rows = tuple(
        tuple(
            [Button(key.label, Tap("s", scene.session.tag, scene.render, key.action).data, key.style) for key in row]
        )
        for row in page.rows
    )
    scene.emit(Draw(Message((*scene.notes, *_trimmed(page.spans)), rows), replaces, scene.amends))


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans without the line break at the very end."""
    if spans and spans[-1].text.endswith("\n"):
        return (*spans[:-1], Span(spans[-1].text[:-1], spans[-1].style))
    return spans
