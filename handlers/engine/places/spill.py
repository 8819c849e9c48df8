"""A second message to a long text, sent when the next question was already asked: it can be added after all."""

from __future__ import annotations

from handlers.engine.places.wording import accepted_line
from handlers.engine.questions.base import Key, Keys, shortened
from handlers.engine.questions.long_text import joined
from handlers.engine.recording import may_change, name_of, record
from handlers.engine.scene import Scene
from playbooks.model import LongTextQuestion

_SPILL = 4000  # characters of a misplaced message that are held, to be added to a long text


def remember_long_text(scene: Scene, path: str) -> None:
    """Lets the next question offer to add a second message to the long text that was just written."""
    if (
        scene.frames
        and isinstance(scene.plan.question(path), LongTextQuestion)
        and scene.frame.at not in (None, path)
    ):
        scene.remember(wrote=path)


def offer_spill(scene: Scene, text: str) -> None:
    wrote = scene.state.get("wrote")
    if wrote in scene.frame.answers and len(text) <= _SPILL:
        scene.remember(spill=text)


def spill_row(scene: Scene) -> tuple[Keys, ...]:
    if "spill" not in scene.state or "wrote" not in scene.state:
        return ()
    name = shortened(name_of(scene, scene.state["wrote"]), 40)
    return ((Key(scene.say("Add it to “{question}”", question=name), "+"),),)


def spill_over(scene: Scene) -> bool:
    wrote, spill = scene.state.get("wrote"), scene.state.get("spill")
    if wrote is None or spill is None or wrote not in scene.frame.answers:
        return False
    text = joined(scene.frame.answers[wrote].value, spill)
    scene.remember(spill=None)
    if len(text) > scene.plan.question(wrote).max_length or not may_change(scene, wrote):
        scene.warn(scene.say("That cannot be added any more."))
        return True
    record(scene, wrote, text, "typed")
    scene.note(accepted_line(scene, wrote, text))
    return True
