"""Answers written down, corrected, and taken out when they no longer fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.engine.answers import rounds_of
from handlers.engine.questions import ASKERS
from handlers.engine.relevance import relevant, relevant_in_round
from handlers.engine.scene import Scene
from handlers.engine.session import Answer, Correction, How
from handlers.engine.turn import Answered
from playbooks.conditions import holds
from playbooks.locale_format import labelled
from playbooks.model import RepeatQuestion

_FEW = 8  # corrections
_HEAVIEST = 200_000  # characters of corrections, which a session carries along in every turn


def objection(scene: Scene, path: str, value: Any) -> str:
    """Why `value` is no answer here although its kind is right: the question's own constraint. Empty if it is one."""
    question = scene.plan.question(path)
    if question.constraint is None:
        return ""
    seen = {**scene.seen_from(path), question.id: value}
    scope = scene.plan.scope_of(path)
    if holds(question.constraint.rule, seen, questions=scope, now=scene.at.now):
        return ""
    return str(question.constraint.message.text(scene.language))


def record(scene: Scene, path: str, value: Any, how: How) -> None:
    """Writes an answer (None: skipped), tells of it, and makes void what no longer fits."""
    before = scene.frame.answers.get(path)
    skipped = value is None
    had = None if before is None or before.skipped else before.value
    _write(scene, path, Answer(value, scene.at.now, how, skipped))
    if had is not None and had != value:
        _correct(scene, path, had, value)
        scene.emit(Answered(scene.frame, path, value, had, corrected=True))
    elif had is None and not skipped:
        scene.emit(Answered(scene.frame, path, value, None, corrected=before is not None))
    reconcile(scene, path)


def grow(scene: Scene, path: str, got: list[dict[str, Any]]) -> None:
    """One more file for an evidence answer: it tells of it, but more is no correction."""
    before = scene.frame.answers.get(path)
    had = None if before is None else before.value
    _write(scene, path, Answer(got, scene.at.now, "shared"))
    scene.emit(Answered(scene.frame, path, got, had))
    reconcile(scene, path)


def may_change(scene: Scene, path: str) -> bool:
    """Whether one more change is allowed; a first answer always is."""
    before, corrections = scene.frame.answers.get(path), scene.frame.corrections
    if before is None or before.skipped:
        return True
    return len(corrections) < scene.at.limits.corrections and _weight(corrections) < _HEAVIEST


def _weight(corrections: tuple[Correction, ...]) -> int:
    """How many characters the corrections hold, roughly; not counted while there are few."""
    if len(corrections) < _FEW:
        return 0
    return sum(len(str(each.before)) + len(str(each.after)) for each in corrections)


def reconcile(scene: Scene, path: str) -> None:
    """After a change at `path`: takes out the answers that became irrelevant or no longer fit, and says so."""
    names = {path.partition(".")[0], path.rsplit(".", 1)[-1]}
    if not names & scene.plan.mentioned:
        return
    for _ in range(len(scene.frame.answers) + 1):
        doomed = _irrelevant(scene) or _unfit(scene, path)
        if not doomed or len(scene.frame.corrections) >= scene.at.limits.corrections:
            return
        for other, why in doomed:
            void(scene, other)
            scene.note(why)


def void(scene: Scene, path: str) -> None:
    """Takes an answer out; it is kept among the corrections."""
    answers = scene.frame.answers
    had = answers[path].value if path in answers else None
    inside = path + "."
    _set_answers(scene, {k: a for k, a in answers.items() if k != path and not k.startswith(inside)}, path)
    if had is not None:
        _correct(scene, path, had, None)
        scene.emit(Answered(scene.frame, path, None, had, corrected=True))


def complete_group(scene: Scene, group: str) -> None:
    """Notes that a repeated group has all its rounds."""
    rounds = scene.values.get(group, [])
    record(scene, group, [dict(this) for this in rounds], "tapped")


def replace_rounds(scene: Scene, group: str, keep: list[int]) -> None:
    """Keeps only these rounds of a finished group, renumbered; what is left out becomes a correction."""
    before = scene.frame.answers[group].value
    renumbered = {str(old): str(new) for new, old in enumerate(keep)}
    scene.let_go(group)
    answers: dict[str, Answer] = {}
    for path, answer in scene.frame.answers.items():
        parts = path.split(".")
        if parts[0] != group or len(parts) == 1:
            answers[path] = answer
        elif parts[1] in renumbered:
            answers[f"{group}.{renumbered[parts[1]]}.{parts[2]}"] = answer
    _set_answers(scene, answers, f"{group}.0")
    after = scene.frame.answers[group].value
    _correct(scene, group, before, after)
    scene.emit(Answered(scene.frame, group, after, before, corrected=True))
    reconcile(scene, group)


def full(scene: Scene, group: str) -> bool:
    """Whether a repeated group has as many rounds as it may."""
    question = scene.plan.questions[group]
    return bool(rounds_of(scene.frame, group) >= min(question.maximum, scene.at.limits.repeats))


def name_of(scene: Scene, path: str) -> str:
    """What the question at `path` is called on reviews."""
    return str(scene.plan.question(path).name(scene.language))


def _irrelevant(scene: Scene) -> list[tuple[str, str]]:
    wanted: set[str] = set()
    for question in relevant(scene):
        wanted.add(question.id)
        if isinstance(question, RepeatQuestion):
            for number in range(rounds_of(scene.frame, question.id)):
                wanted.update(relevant_in_round(scene, question, number))
    gone = [path for path in scene.frame.answers if path not in wanted]
    outer = {path for path in gone if "." not in path}
    say = scene.say
    return [
        (path, say("“{question}” no longer applies.", question=name_of(scene, path)))
        for path in gone
        if "." not in path or path.partition(".")[0] not in outer
    ]


def _unfit(scene: Scene, changed: str) -> list[tuple[str, str]]:
    doomed = []
    for path, answer in scene.frame.answers.items():
        if path == changed or answer.value is None or path.rsplit(".", 1)[-1] not in scene.plan.fragile:
            continue
        question = scene.plan.question(path)
        if not ASKERS[question.type].stands(scene.asking(path), answer.value):
            doomed.append((path, scene.say("“{question}” has to be answered again.", question=name_of(scene, path))))
        elif why := objection(scene, path, answer.value):
            doomed.append((path, labelled(name_of(scene, path), why, scene.language)))
    return doomed


def _write(scene: Scene, path: str, answer: Answer) -> None:
    _set_answers(scene, {**scene.frame.answers, path: answer}, path)


def _set_answers(scene: Scene, answers: dict[str, Answer], changed: str) -> None:
    """Swaps the answers; a finished group's own answer follows what its rounds say."""
    scene.change(answers=answers)
    group = changed.partition(".")[0]
    if group != changed and group in answers:
        rounds = [dict(this) for this in scene.values.get(group, [])]
        if not any(path.startswith(group + ".") for path in answers):
            rounds = []
        scene.change(answers={**answers, group: replace(answers[group], value=rounds)})


def _correct(scene: Scene, path: str, before: Any, after: Any) -> None:
    correction = Correction(path, before, after, scene.at.now)
    scene.change(corrections=(*scene.frame.corrections, correction))
