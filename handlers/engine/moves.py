"""Where a conversation goes on: to an open question, the review, the checklist, or the end."""

from __future__ import annotations

from typing import Any

from handlers.engine.recording import complete_group, full
from handlers.engine.relevance import open_place
from handlers.engine.scene import Scene
from handlers.engine.session import AT_WORK
from handlers.engine.turn import Submitted
from playbooks.model import EvidenceQuestion, Kind

#: Where `advance` goes on when everything is answered: the review, unless the question was opened from elsewhere.
RETURN = "return"
_REVIEW = ""


def advance(scene: Scene) -> None:
    """Goes on to what is next: an open question, the review, the checklist, or the end."""
    back_to = scene.state.get(RETURN)
    place = _next_question(scene)
    if place is not None:
        _go_to_question(scene, place, back_to)
    elif back_to:
        scene.go(back_to)
    elif back_to == _REVIEW or not scene.frame.submitted or scene.frame.amending:
        to_review(scene)
    else:
        to_checklist(scene)


def to_review(scene: Scene) -> None:
    """Opens the review; somebody who was changing an answer finds the page that it is on."""
    here = (scene.frame.at or "").partition(".")[0]
    scene.go(None, **({"near": here} if RETURN in scene.state else {}))


def to_checklist(scene: Scene) -> None:
    """In an emergency, they go on with the checklist; everybody else is done, and finds it where their case is."""
    if scene.frame.kind is Kind.EMERGENCY and scene.plan.playbook.steps:
        scene.go(AT_WORK)
    else:
        conclude(scene)


def from_checklist(scene: Scene) -> None:
    """Goes back to the questions that were left open; without any, nothing is left to do here."""
    scene.change(deferred=False)
    place = _next_question(scene)
    if place is not None:
        _go_to_question(scene, place)
    else:
        conclude(scene)


def conclude(scene: Scene) -> None:
    """There is nothing more to do here: the frame ends with this turn."""
    scene.change(at=None, state={"over": True})


def submit(scene: Scene) -> None:
    """Confirms the review: the case is opened."""
    scene.change(submitted=True)
    scene.emit(Submitted(scene.frame))
    to_checklist(scene)


def _go_to_question(scene: Scene, place: str, back_to: str | None = None) -> None:
    """Opens a question; files that came early are waiting for the first one that wants them."""
    state: dict[str, Any] = {} if back_to is None else {RETURN: back_to}
    question = scene.plan.question(place)
    if scene.frame.loose and isinstance(question, EvidenceQuestion) and "." not in place:
        state["q"] = {"got": _with_early(scene, place, question)}
    scene.go(place, **state)


def _with_early(scene: Scene, place: str, question: EvidenceQuestion) -> list[dict[str, Any]]:
    """What the question has been given, and the early files of its kinds; the others go on waiting."""
    got = list(scene.half_given(place).get("q", {}).get("got", []))
    wanted = [item for item in scene.frame.loose if item["kind"] in question.kinds]
    scene.change(loose=tuple(item for item in scene.frame.loose if item not in wanted))
    known = {item["unique"] for item in got}
    return [*got, *(item for item in wanted if item["unique"] not in known)]


def _next_question(scene: Scene) -> str | None:
    if scene.frame.deferred:
        return None
    while (place := open_place(scene)) is not None:
        if not place.endswith(".+") or not full(scene, place[:-2]):
            return place
        complete_group(scene, place[:-2])
    return None
