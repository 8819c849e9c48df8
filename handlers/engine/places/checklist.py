"""At work on the checklist, which is a message of its own: what is sent here is for it."""

from __future__ import annotations

from handlers.engine.places.base import Given, Page, Place
from handlers.engine.relevance import trail
from handlers.engine.scene import Scene
from handlers.engine.turn import Handed


class ChecklistPlace(Place):
    """The desk shows the checklist; of a conversation nothing is left to be drawn here."""

    def page(self, scene: Scene) -> Page:
        return Page(())

    def take(self, scene: Scene, event: Given) -> None:
        scene.emit(Handed(scene.frame))

    def back(self, scene: Scene) -> None:
        asked = list(trail(scene))
        scene.go(asked[-1] if asked else None)

    def skip(self, scene: Scene) -> None:
        scene.emit(Handed(scene.frame))

    def done(self, scene: Scene) -> None:
        scene.emit(Handed(scene.frame))

    def takes_media(self, scene: Scene) -> bool:
        return True
