"""Runs of drills as JSON and CSV for scripts: the one place that decides their fields (see `docs/scripting.md`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.cli.wording import entry_json
from handlers.cases import Entry
from handlers.drills.run import Drill
from handlers.drills.score import Mark, Score

#: A cell that begins so is taken for a formula by spreadsheets, which then do what somebody else wrote.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_COLUMNS = (
    "run",
    "scenario",
    "playbook",
    "edition",
    "site",
    "state",
    "began",
    "ended",
    "expectation",
    "text",
    "verdict",
    "critical",
    "points",
    "most",
    "seconds",
    "within",
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A run with its log and its score."""

    run: Drill
    log: list[Entry]
    score: Score

    def moment(self, kind: str) -> datetime | None:
        """When something was first ruled, in real time."""
        return next((entry.at for entry in self.log if entry.kind == kind), None)


def run_json(looked: Looked) -> dict[str, Any]:
    """A run, without its log. Nobody is named but who planned it: people are not compared."""
    run, score = looked.run, looked.score
    return {
        "id": run.id,
        "number": run.number,
        "scenario": run.scenario.id,
        "digest": run.pinned.digest,
        "playbook": run.scenario.playbook,
        "edition": run.editions.get(run.scenario.playbook),
        "site": run.site,
        "state": run.state.value,
        "planned_by": run.planned_by,
        "planned_at": run.planned_at.isoformat(),
        "starts": _iso(run.starts),
        "began": _iso(looked.moment("started")),
        "ended": _iso(looked.moment("ended")),
        "people": len(run.people),
        "playing": len(run.playing),
        "fired": len(run.fired),
        "fenced": len(run.fenced),
        "percent": score.percent,
        "to_alarm": _seconds(score.to_alarm),
        "to_acknowledge": _seconds(score.to_acknowledge),
        "expectations": [_mark_json(mark) for mark in score.marks],
        "omitted": [pace.step.id for pace in score.omitted],
        "swapped": [[swap.early.id, swap.late.id] for swap in score.swapped],
        "slips": len(score.slips),
    }


def whole_json(looked: Looked) -> dict[str, Any]:
    """A run with its log."""
    return {**run_json(looked), "log": [entry_json(entry) for entry in looked.log]}


def runs_csv(every: Iterable[Looked]) -> str:
    """One line for each expectation of each run, under a line of names. No cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for looked in every:
        for mark in looked.score.marks:
            writer.writerow([safe_cell(value) for value in _cells(looked, mark)])
    return out.getvalue()


def safe_cell(value: object) -> str:
    """What a cell holds, so that no spreadsheet runs it: text that begins like a formula gets an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _cells(looked: Looked, mark: Mark) -> tuple[object, ...]:
    run, expectation = looked.run, mark.judged.expectation
    return (
        run.number,
        run.scenario.id,
        run.scenario.playbook,
        run.editions.get(run.scenario.playbook),
        run.site,
        run.state.value,
        _iso(looked.moment("started")),
        _iso(looked.moment("ended")),
        expectation.id,
        expectation.text.text("en"),
        mark.verdict.value,
        expectation.critical,
        mark.points,
        mark.most,
        _seconds(mark.judged.took),
        expectation.within.total_seconds(),
    )


def _mark_json(mark: Mark) -> dict[str, Any]:
    expectation = mark.judged.expectation
    return {
        "id": expectation.id,
        "inject": mark.judged.inject.id,
        "verdict": mark.verdict.value,
        "changed": mark.override is not None,
        "critical": expectation.critical,
        "points": mark.points,
        "most": mark.most,
        "seconds": _seconds(mark.judged.took),
        "within": expectation.within.total_seconds(),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()
