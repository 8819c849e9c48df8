"""Reports that are not sent yet, carried over to a new edition of their playbook, as its author says.

Answers move as the edition's map says; those that do not fit any more are asked again, and why one is gone is said.
What was reported already stays on the edition it began with, and with it every checklist that is worked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.engine.drawing import draw
from handlers.engine.moves import RETURN, advance
from handlers.engine.plan import plan_of
from handlers.engine.questions import ASKERS
from handlers.engine.recording import name_of, objection, reconcile, void
from handlers.engine.relevance import relevant
from handlers.engine.scene import HALVES, Scene
from handlers.engine.session import AT_WORK, Answer, Correction, Frame, Session
from handlers.engine.turn import Surroundings, Turn
from playbooks.edition import Edition
from playbooks.model import Dropped, Kind, StepMap

_ENDS = (".+", ".*")  # of the places between rounds and on the list of rounds


def may_carry(frame: Frame, before: Edition | None, now: Edition) -> bool:
    """Whether `frame`, which is on edition `before`, is to go on with edition `now`, and all it holds has a place."""
    moved = now.playbook.map
    if moved is None or not moved.carry or before is None or before.playbook.version != moved.from_:
        return False
    is_open = not (frame.submitted or frame.amending) and frame.same is None and frame.kind is not Kind.EMERGENCY
    same = frame.playbook == now.playbook.id and frame.edition == before.digest != now.digest
    return is_open and same and not homeless(frame, now)


def homeless(frame: Frame, now: Edition) -> list[str]:
    """The questions (`id`, or `group.id`) that are answered, and neither in `now` nor in its map."""
    plan, moved = plan_of(now), now.playbook.map or StepMap.model_validate({"from": 1})
    asked = dict.fromkeys(_question(path) for path in frame.answers)
    became = {path: moved.question(path) for path in asked}
    return [old for old, new in became.items() if not isinstance(new, Dropped) and plan.question(_path(new)) is None]


def carry(session: Session, playbook: str, at: Surroundings) -> Turn | None:
    """Carries over whatever may be; None if nothing is. The live question is shown again if it is of `playbook`."""
    now = at.editions.current(playbook)
    if now is None:
        return None
    frames = [_carried(session, frame, now, at) for frame in session.frames]
    drafts = [_carried(session, frame, now, at) for frame in session.drafts]
    if not any((*frames, *drafts)):
        return None
    scene = Scene(session, at)
    scene.frames = [moved.frame if moved else frame for moved, frame in zip(frames, session.frames, strict=True)]
    scene.drafts = [moved.frame if moved else frame for moved, frame in zip(drafts, session.drafts, strict=True)]
    if frames and (live := frames[-1]) is not None:
        scene.note(scene.say("These questions have changed. Your answers are kept."))
        scene.notes.extend(live.notes)
        draw(scene)
    return scene.turn()


def _carried(session: Session, frame: Frame, now: Edition, at: Surroundings) -> Scene | None:
    """A scene with nothing but the moved frame in it, or None if it stays."""
    if not may_carry(frame, at.editions.by_digest(frame.edition), now):
        return None
    moved = now.playbook.map
    assert moved is not None
    scene = Scene(replace(session, frames=(_moved(frame, now, moved),), drafts=()), at)
    _say_what_is_lost(scene, frame, moved)
    _take_out_what_does_not_fit(scene)
    _stand_where_it_stood(scene, frame)
    return scene


def _moved(frame: Frame, now: Edition, moved: StepMap) -> Frame:
    """The frame on `now`, everything in it under its new name."""
    answers = {_new_path(path, moved): _renamed(path, answer, moved) for path, answer in frame.answers.items()}
    corrections = (replace(each, path=_new_path(each.path, moved) or each.path) for each in frame.corrections)
    lost = (Correction(path, a.value, None, a.at) for path, a in frame.answers.items() if not _new_path(path, moved))
    return replace(
        frame,
        edition=now.digest,
        answers={path: answer for path, answer in answers.items() if path},
        corrections=(*corrections, *(each for each in lost if each.before is not None)),
        at=frame.at if frame.at in (None, AT_WORK) else _new_path(frame.at, moved),
        state=_moved_state(frame.state, moved),
    )


def _moved_state(state: Mapping[str, Any], moved: StepMap) -> dict[str, Any]:
    kept = {name: value for name, value in state.items() if name not in (RETURN, HALVES, "near", "confirm")}
    if state.get(RETURN) == "":
        kept[RETURN] = ""
    halves = {_new_path(path, moved): half for path, half in state.get(HALVES, {}).items()}
    halves.pop("", None)
    return {**kept, HALVES: halves} if halves else kept


def _renamed(path: str, answer: Answer, moved: StepMap) -> Answer:
    """A finished group's own answer repeats its rounds, by the names of their questions."""
    if "." in path or not isinstance(answer.value, list):
        return answer
    rounds = [_round(path, this, moved) if isinstance(this, dict) else this for this in answer.value]
    return replace(answer, value=rounds)


def _round(group: str, this: Mapping[str, Any], moved: StepMap) -> Any:
    if not any(name.startswith(f"{group}.") for name in moved.questions):
        return dict(this)
    became = {name: moved.question(f"{group}.{name}") for name in this}
    return {new.partition(".")[2]: this[old] for old, new in became.items() if not isinstance(new, Dropped)}


def _new_path(path: str, moved: StepMap) -> str:
    """Where what is at `path` is now; empty if it is gone."""
    end = next((end for end in _ENDS if path.endswith(end)), "")
    group, _, rest = path.removesuffix(end).partition(".")
    number, _, inner = rest.partition(".")
    new = moved.question(f"{group}.{inner}" if inner else group)
    if isinstance(new, Dropped):
        return ""
    outer, _, name = new.partition(".")
    return f"{outer}.{number}.{name}" if name else outer + end


def _question(path: str) -> str:
    """What stands at a path, without the number of the round."""
    parts = path.split(".")
    return f"{parts[0]}.{parts[2]}" if len(parts) > 2 else parts[0]


def _path(question: str) -> str:
    """Some path at which a question (`id`, or `group.id`) stands."""
    group, _, inner = question.partition(".")
    return f"{group}.0.{inner}" if inner else group


# on the new edition


def _say_what_is_lost(scene: Scene, frame: Frame, moved: StepMap) -> None:
    """Of every answered question that is gone, once, and why."""
    before = scene.at.editions.by_digest(frame.edition)
    assert before is not None
    answered = {_question(path): path for path, answer in frame.answers.items() if answer.value is not None}
    for question, path in answered.items():
        why, group = moved.question(question), moved.question(question.partition(".")[0])
        if isinstance(why, Dropped) and ("." not in question or why != group):
            name, words = plan_of(before).question(path).name(scene.language), why.dropped.text(scene.language)
            # TRANSLATORS: {why} is the author's sentence.
            scene.note(scene.say("“{question}” is not asked any more: {why}", question=name, why=words))


def _take_out_what_does_not_fit(scene: Scene) -> None:
    for path in list(scene.frame.answers):
        if path in scene.frame.answers and not _fits(scene, path):
            scene.note(scene.say("“{question}” has to be answered again.", question=name_of(scene, path)))
            void(scene, path)
    for path in list(scene.frame.answers):
        reconcile(scene, path)


def _fits(scene: Scene, path: str) -> bool:
    question, value = scene.plan.question(path), scene.frame.answers[path].value
    if value is None or question.type == "repeat":
        return True
    return ASKERS[question.type].stands(scene.asking(path), value) and not objection(scene, path, value)


def _stand_where_it_stood(scene: Scene, before: Frame) -> None:
    """At the same question, with what was half given there, if it is still asked; else at the first open one."""
    at = scene.frame.at
    if at and at.partition(".")[0] in {question.id for question in relevant(scene)} and _is_alike(scene, at, before):
        return
    scene.change(at=None, state={})
    advance(scene)


def _is_alike(scene: Scene, at: str, before: Frame) -> bool:
    """Whether a place is between rounds, or a question of the kind it was."""
    edition = scene.at.editions.by_digest(before.edition)
    assert edition is not None
    old, new = plan_of(edition).question(before.at or ""), scene.plan.question(at)
    return at.endswith(_ENDS) or (old is not None and new is not None and old.type == new.type)
