"""Draws the live prompt: the notes of this turn, then the page of the place where the conversation stands."""

from __future__ import annotations

from handlers.engine.places import place_of
from handlers.engine.scene import Scene
from handlers.engine.session import AT_WORK
from handlers.engine.turn import AtWork, Draw, Tell
from handlers.messages import Button, Message, Span
from handlers.taps import Tap


def draw(scene: Scene, replaces: bool = False) -> None:
    """Emits the prompt under a new render number, which makes every earlier button stale."""
    if scene.frame.at == AT_WORK and not scene.state.get("confirm"):
        _show_checklist(scene)
        return
    scene.render += 1
    page = place_of(scene.frame).page(scene)
    rows = tuple(
        tuple(
            [Button(key.label, Tap("s", scene.session.tag, scene.render, key.action).data, key.style) for key in row]
        )
        for row in page.rows
    )
    scene.emit(Draw(Message((*scene.notes, *_trimmed(page.spans)), rows), replaces, scene.amends))


def _show_checklist(scene: Scene) -> None:
    """What there is to say is said; the checklist itself is shown again only if they were not at it."""
    if scene.notes:
        scene.emit(Tell(Message(_trimmed(tuple(scene.notes)))))
    before = scene.session.live
    there = (
        before is not None and (before.id, before.at) == (scene.frame.id, AT_WORK) and not before.state.get("confirm")
    )
    scene.emit(AtWork(scene.frame, arrived=not there or scene.again))


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans without the line break at the very end."""
    if spans and spans[-1].text.endswith("\n"):
        return (*spans[:-1], Span(spans[-1].text[:-1], spans[-1].style))
    return spans
