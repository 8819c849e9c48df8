"""What the log's entries about watching and debriefing a run mean: one function for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.cases import Entry
from handlers.drills.evaluation import Observation, Override, Rating, Remark
from handlers.drills.run import Deed, Drill


def _evaluated(run: Drill, **changed: Any) -> Drill:
    return replace(run, evaluation=replace(run.evaluation, **changed))


def _teams(run: Drill, entry: Entry) -> Drill:
    return _evaluated(run, teams={name: tuple(who) for name, who in entry.data["teams"].items()})


def _board(run: Drill, entry: Entry) -> Drill:
    return _evaluated(run, boards={**run.evaluation.boards, entry.data["lead"]: entry.data["notice"]})


def _rated(run: Drill, entry: Entry) -> Drill:
    """One that only an evaluator can see is done by being seen."""
    data, at, by = entry.data, run.clock.shows(entry.at), str(entry.actor)
    seen = Observation(entry.sequence, by, at, data["of"], Rating(data["rating"]))
    run = _evaluated(run, observations=(*run.evaluation.observations, seen))
    watched = any(one.id == seen.of and one.deed == "observed" for i in run.injects.values() for one in i.expects)
    if not watched or seen.rating is Rating.UNABLE:
        return run
    deed = Deed(at, None, "", run.scenario.playbook, "observed", {"expectation": seen.of})
    return replace(run, deeds=(*run.deeds, deed))


def _reason(run: Drill, entry: Entry) -> Drill:
    data = entry.data
    told = run.evaluation.reasoned(data["observation"], data.get("text", ""), tuple(data.get("files", ())))
    return replace(run, evaluation=told)


def _overridden(run: Drill, entry: Entry) -> Drill:
    data = entry.data
    word = Override(data["expectation"], data["verdict"], data["reason"], str(entry.actor), entry.at)
    return _evaluated(run, overrides=(*run.evaluation.overrides, word))


def _remark(run: Drill, entry: Entry) -> Drill:
    said = Remark(entry.data["question"], entry.data["text"], entry.actor)
    return _evaluated(run, remarks=(*run.evaluation.remarks, said))


def _again(run: Drill, entry: Entry) -> Drill:
    return _evaluated(run, redrills=(*run.evaluation.redrills, entry.data["drill"]))


def _reviewed(run: Drill, entry: Entry) -> Drill:
    """Nobody's entry is that it was sent by itself."""
    return _evaluated(run, reviewed_at=entry.at, gathered=run.evaluation.gathered or entry.actor is None)


FOLDS: dict[str, Callable[[Drill, Entry], Drill]] = {
    "teams": _teams,
    "board": _board,
    "rated": _rated,
    "reason": _reason,
    "overridden": _overridden,
    "remark": _remark,
    "again": _again,
    "reviewed": _reviewed,
}
