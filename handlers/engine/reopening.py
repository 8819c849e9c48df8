"""A case's answers opened again, to be changed on the review screen, after its conversation was over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.cases import Case
from handlers.engine.answers import rounds_of
from handlers.engine.ending import end
from handlers.engine.moves import from_checklist, to_review
from handlers.engine.places import place_of
from handlers.engine.plan import Plan, plan_of
from handlers.engine.relevance import relevant, relevant_in_round
from handlers.engine.scene import Scene
from handlers.engine.session import AT_WORK, Answer, Frame, Session
from handlers.engine.stack import come_back, finish, push, take_up
from handlers.engine.turn import Surroundings, Turn
from playbooks.model import RepeatQuestion


def reopen(session: Session, case: Case, at: Surroundings) -> Turn:
    """Opens the answers of `case` on its own edition, interrupting what is live.

    A case whose conversation is still in the session goes on with that one.  Without its edition nothing is opened.
    """
    scene = Scene(session, at)
    if any(frame.id == case.id for frame in (*scene.frames, *scene.drafts)):
        _go_on(scene, case.id)
    else:
        _open(scene, case)
    return end(scene)


def close(session: Session, at: Surroundings) -> Turn:
    """Ends the live frame, which was open only to be changed and cannot be any more."""
    scene = Scene(session, at)
    finish(scene)
    return end(scene)


def drop(session: Session, frame_id: str, at: Surroundings) -> Turn:
    """Ends a frame that has lost its point, without a word to its case; what it interrupted goes on."""
    scene = Scene(session, at)
    live = scene.frames[-1].id == frame_id if scene.frames else False
    scene.frames = [frame for frame in scene.frames if frame.id != frame_id]
    scene.drafts = [frame for frame in scene.drafts if frame.id != frame_id]
    if not live:
        return scene.turn()
    come_back(scene)
    return end(scene)


def leave_checklist(session: Session, at: Surroundings) -> Turn:
    """They have done with the checklist, or want the questions that are still open: those come, or the end."""
    scene = Scene(session, at)
    if scene.frames and scene.has_plan() and scene.frame.at == AT_WORK:
        scene.remember(confirm=None)
        from_checklist(scene)
    return end(scene)


def _open(scene: Scene, case: Case) -> None:
    edition = scene.at.editions.by_digest(case.edition)
    if edition is not None and push(scene, _frame_of(case, plan_of(edition))):
        _note_skipped(scene)


def _go_on(scene: Scene, frame_id: str) -> None:
    """Brings a frame that is here already to the top, on its review."""
    beneath = next((frame for frame in scene.frames if frame.id == frame_id), None)
    if beneath is None:
        if not take_up(scene, frame_id):
            return
    elif beneath is not scene.frame:
        scene.frames.remove(beneath)
        scene.frames.append(beneath)
    if scene.frames and scene.frame.id == frame_id and not scene.frame.amending and scene.frame.answers:
        scene.remember(confirm=None)
        place_of(scene.frame).leave(scene)
        to_review(scene)


def _frame_of(case: Case, plan: Plan) -> Frame:
    return Frame(
        case.id,
        case.kind,
        case.playbook,
        case.edition,
        case.opened_at,
        case.run,
        case.site,
        {path: _answer(case, value) for path, value in _by_path(case.answers, plan).items()},
        submitted=True,
        amending=True,
    )


def _answer(case: Case, value: Any) -> Answer:
    return Answer(value, case.opened_at, "prefilled", skipped=value is None)


def _by_path(values: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """A case's values as a frame keeps them: those of a repeated group's rounds under paths of their own."""
    paths: dict[str, Any] = {}
    for question, value in values.items():
        for number, this in enumerate(value if question in plan.groups else ()):
            given = this or {_first_optional(plan, question): None}  # a round in which all was skipped still counts
            paths.update({f"{question}.{number}.{inner}": given[inner] for inner in given})
        paths[question] = value
    return paths


def _first_optional(plan: Plan, group: str) -> str:
    inner = plan.groups[group]
    return next((name for name, question in inner.items() if not question.required), next(iter(inner)))


def _note_skipped(scene: Scene) -> None:
    """What could be skipped and has no value was skipped; what is needed and has none is asked."""
    paths: list[str] = []
    for question in relevant(scene):
        paths.append(question.id)
        if isinstance(question, RepeatQuestion):
            for number in range(rounds_of(scene.frame, question.id)):
                paths += relevant_in_round(scene, question, number)
    answers, plan = scene.frame.answers, scene.plan
    skipped = [path for path in paths if path not in answers and not plan.question(path).required]
    moment = scene.frame.started_at
    scene.change(answers={**answers, **{path: Answer(None, moment, "prefilled", skipped=True) for path in skipped}})
