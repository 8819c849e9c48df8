"""What every place of a conversation can do: show itself, and take what comes."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.engine.questions.base import Key, Keys
from handlers.engine.scene import Scene
from handlers.events import ContactGiven, Located, Said, Shared
from handlers.messages import Span
from playbooks.model import Kind

Given = Said | Shared | Located | ContactGiven


@dataclass(frozen=True, slots=True)
class Page:
    """A prompt before it is drawn."""

    spans: tuple[Span, ...]
    rows: tuple[Keys, ...] = ()


class Place:
    """Somewhere a conversation can stand. Subclasses have no state of their own."""

    def page(self, scene: Scene) -> Page:
        """What is shown."""
        raise NotImplementedError

    def take(self, scene: Scene, event: Given) -> None:
        """A message came: moves the scene on, or warns and lets it stand."""
        scene.warn(scene.say("Please use the buttons."))

    def tapped(self, scene: Scene, action: str) -> bool:
        """One of this place's own buttons was tapped; False if it has no such button."""
        return False

    def back(self, scene: Scene) -> None:
        """Goes to where they were before."""
        scene.warn(scene.say("There is nothing before this."))

    def skip(self, scene: Scene) -> None:
        """Goes on without an answer, where that is allowed."""
        scene.warn(scene.say("There is nothing to skip here."))

    def done(self, scene: Scene) -> None:
        """That was all, for what can be given piece by piece."""
        scene.warn(scene.say("Please answer first."))

    def leave(self, scene: Scene) -> None:
        """They look elsewhere before this is done with: what was given so far must not be lost."""

    def takes_media(self, scene: Scene) -> bool:
        """Whether files are wanted here."""
        return False


def way_out(scene: Scene, *first: Key, review: bool = False) -> tuple[Keys, ...]:
    """The last rows of a prompt: the checklist if there is one, then `first` and the ways to elsewhere."""
    row = list(first)
    if review:
        # TRANSLATORS: Button: look through all answers before they are sent.
        row.append(Key(scene.say("Review"), "r"))
    row.append(Key("✕", "x"))
    if can_open_checklist(scene):  # in a row of its own: as one of four it could not be read on a phone
        return ((Key(scene.say("☑ Checklist"), "cl"),), tuple(row))
    return (tuple(row),)


def can_open_checklist(scene: Scene) -> bool:
    """Whether the checklist can be opened from a question: in an emergency, at any time."""
    frame = scene.frame
    return frame.kind is Kind.EMERGENCY and not frame.amending and bool(scene.plan.playbook.steps)
