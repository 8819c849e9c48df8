"""Looking elsewhere before a question is done with: the way back, and what was given so far."""

from __future__ import annotations

from typing import Any

from handlers.engine.answers import rounds_of
from handlers.engine.moves import RETURN
from handlers.engine.places.base import Place
from handlers.engine.places.wording import accepted_line
from handlers.engine.questions import ASKERS
from handlers.engine.questions.base import Accepted, Asking
from handlers.engine.recording import may_change, record
from handlers.engine.relevance import trail
from handlers.engine.scene import Scene

#: What an answer given piece by piece is made of before it is done: files, pieces of a long text, ticks.
_HALF_ANSWERS = ("got", "so_far", "picked")


def keep_half(scene: Scene, asking: Asking[Any]) -> None:
    """Keeps what was given so far: for later, or as the answer if it adds to one that stands."""
    half = {name: asking.state[name] for name in _HALF_ANSWERS if asking.state.get(name)}
    if asking.standing is None:
        if half:
            scene.hold(q=half)
        return
    half.pop("picked", None)  # a tick may be a slip; it counts with Done
    reading = ASKERS[asking.question.type].finished(asking) if half else None
    if isinstance(reading, Accepted) and reading.value != asking.standing and may_change(scene, asking.path):
        record(scene, asking.path, reading.value, reading.how)
        scene.note(accepted_line(scene, asking.path, reading.value))


def back_from(scene: Scene, place: Place) -> None:
    """Goes to what was asked before `place`; from a round that was only just opened, to where it was opened."""
    before = _round_opened_from(scene)
    if before is None:
        for path in trail(scene):
            if path == scene.frame.at:
                break
            before = path
    if before is None:
        scene.warn(scene.say("This is the first question."))
    else:
        place.leave(scene)
        scene.go(before, **_kept_return(scene))


def _round_opened_from(scene: Scene) -> str | None:
    group, _, rest = (scene.frame.at or "").partition(".")
    number = rest.partition(".")[0]
    if not number.isdecimal() or int(number) < max(rounds_of(scene.frame, group), _least(scene, group)):
        return None
    return f"{group}.*" if group in scene.frame.answers else f"{group}.+"


def _least(scene: Scene, group: str) -> int:
    return int(scene.plan.questions[group].minimum)


def _kept_return(scene: Scene) -> dict[str, Any]:
    return {RETURN: scene.state[RETURN]} if RETURN in scene.state else {}
