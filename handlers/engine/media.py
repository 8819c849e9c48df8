"""Files, wherever a conversation stands when they come.

A file goes to the live question if that wants files; else to the evidence question for its kind that was left last,
for which it is late; else it waits for the one that is still to come (in an emergency it does not wait: people need
it now); else it goes onto the case, if that is open; else it is declined.
"""

from __future__ import annotations

from handlers.engine.answers import media_count
from handlers.engine.places import place_of
from handlers.engine.places.wording import accepted_line
from handlers.engine.questions.base import shortened
from handlers.engine.questions.evidence import as_value, refusal
from handlers.engine.recording import grow
from handlers.engine.relevance import relevant
from handlers.engine.scene import Scene
from handlers.engine.turn import Unclaimed
from handlers.events import Shared
from playbooks.model import EvidenceQuestion


def take(scene: Scene, event: Shared) -> None:
    """Does with a shared file what is best."""
    place = place_of(scene.frame)
    if place.takes_media(scene):
        place.take(scene, event)
        return
    asked = [q for q in relevant(scene) if isinstance(q, EvidenceQuestion) and event.media.kind in q.kinds]
    left = [question for question in asked if question.id in scene.frame.answers]
    if left:
        _late(scene, left[-1], event)
    elif asked:
        _early(scene, asked[0], event)
    elif scene.frame.submitted:
        _note_album(scene, event)
        scene.emit(Unclaimed(scene.frame))
    else:
        place.take(scene, event)


def _late(scene: Scene, question: EvidenceQuestion, event: Shared) -> None:
    got = list(scene.frame.answers[question.id].value or ())
    if any(item["unique"] == event.media.unique for item in got):
        scene.note(scene.say("I have that file already."))
    elif why := _declined(scene, question, event, len(got)):
        scene.warn(why)
    else:
        got.append(as_value(event))
        grow(scene, question.id, got)
        _note_album(scene, event)
        scene.note(accepted_line(scene, question.id, got))


def _early(scene: Scene, question: EvidenceQuestion, event: Shared) -> None:
    loose = scene.frame.loose
    if any(item["unique"] == event.media.unique for item in loose):
        scene.note(scene.say("I have that file already."))
    elif why := _declined(scene, question, event, len(loose)):
        scene.warn(why)
    elif scene.frame.submitted:
        grow(scene, question.id, [as_value(event)])
        _note_album(scene, event)
        scene.note(accepted_line(scene, question.id, [as_value(event)]))
    else:
        scene.change(loose=(*loose, as_value(event)))
        _note_album(scene, event)
        name = shortened(question.name(scene.language), 60)
        scene.note("📎 " + scene.say("Kept for “{question}”.", question=name))


def _note_album(scene: Scene, event: Shared) -> None:
    """The members of an album come one by one; those after the first need no prompt of their own."""
    scene.amends = event.album is not None and scene.state.get("album") == event.album
    if scene.state.get("album") != event.album:
        scene.remember(album=event.album)


def _declined(scene: Scene, question: EvidenceQuestion, event: Shared, got: int) -> str:
    if got >= question.maximum:
        return scene.say("At most {n} fit here.", n=question.maximum)
    return refusal(scene.say, scene.at.limits, event.media, question.kinds, media_count(scene.frame))
