"""A location, whenever it is shared: in an emergency people share it when they get to it, not when they are asked."""

from __future__ import annotations

from handlers.engine.places import place_of
from handlers.engine.places.wording import accepted_line
from handlers.engine.questions import ASKERS
from handlers.engine.questions.base import Accepted
from handlers.engine.recording import objection, record
from handlers.engine.relevance import relevant
from handlers.engine.scene import Scene
from handlers.events import Located
from playbooks.model import PlaceQuestion


def take(scene: Scene, event: Located) -> None:
    """Gives a location to the live question, else to a question for a place that has no answer."""
    live = scene.plan.question(scene.frame.at or "")
    path = None if isinstance(live, PlaceQuestion) or scene.state.get("confirm") else _without_answer(scene)
    reading = None if path is None else ASKERS["place"].read(scene.asking(path), event)
    if path is None or not isinstance(reading, Accepted) or objection(scene, path, reading.value):
        place_of(scene.frame).take(scene, event)
        return
    record(scene, path, reading.value, "shared")
    scene.note(accepted_line(scene, path, reading.value))


def _without_answer(scene: Scene) -> str | None:
    """The first question for a place that was skipped or not come to yet."""
    answers = scene.frame.answers
    places = (question.id for question in relevant(scene) if isinstance(question, PlaceQuestion))
    return next((path for path in places if path not in answers or answers[path].skipped), None)
