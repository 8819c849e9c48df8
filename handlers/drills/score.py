"""The score of a run: a plain function of its log, the same today and in ten years, whatever became of the process.

    score = score_of(run, real, playbook)     # `playbook` in the edition that the run was planned with
    score.percent                             # of what was asked; what was skipped counts for nobody
    score.marks                               # every expectation against its window
    score.steps, score.swapped, score.slips   # critical steps, order, wrong taps
    by_team(score, run), of_person(score, staff)

An evaluator's word stands above the log's, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.drills.evaluation import Override
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.drills.paces import Pace, Slip, Swap, paces, slips, swaps
from handlers.drills.run import Drill
from playbooks.model import Playbook

#: What something done after its window is still worth.
LATE_SHARE = 0.5
_COUNTED = (Verdict.MET, Verdict.LATE, Verdict.MISSED)


@dataclass(frozen=True, slots=True)
class Mark:
    """One expectation: how the log judges it, and what counts."""

    judged: Judged
    override: Override | None = None

    @property
    def verdict(self) -> Verdict:
        return self.judged.verdict if self.override is None else Verdict(self.override.verdict)

    @property
    def counts(self) -> bool:
        """Whether it was asked, and its window is over or it was done."""
        return self.verdict in _COUNTED

    @property
    def most(self) -> int:
        return self.judged.expectation.score if self.counts else 0

    @property
    def points(self) -> int:
        share = {Verdict.MET: 1.0, Verdict.LATE: LATE_SHARE}.get(self.verdict, 0.0)
        return int(self.judged.expectation.score * share)


@dataclass(frozen=True, slots=True)
class Score:
    """Times are exercise time. `to_alarm` counts from the first inject, `to_acknowledge` from the alarm."""

    marks: tuple[Mark, ...]
    to_alarm: timedelta | None
    to_acknowledge: timedelta | None
    steps: tuple[Pace, ...]
    swapped: tuple[Swap, ...]
    slips: tuple[Slip, ...]

    @property
    def percent(self) -> int | None:
        """Of what was asked; None where that is nothing."""
        return share(self.marks)

    @property
    def omitted(self) -> tuple[Pace, ...]:
        """Critical steps that nobody did."""
        return tuple(pace for pace in self.steps if pace.at is None)

    def with_verdict(self, *verdicts: Verdict) -> tuple[Mark, ...]:
        """The marks that ended so."""
        return tuple(mark for mark in self.marks if mark.verdict in verdicts)


@dataclass(frozen=True, slots=True)
class Part:
    """What a team or a person did of it."""

    marks: tuple[Mark, ...]
    slips: tuple[Slip, ...]

    @property
    def percent(self) -> int | None:
        """Of what it was asked; None where that is nothing."""
        return share(self.marks)

    def count(self, verdict: Verdict) -> int:
        """How many ended so."""
        return sum(mark.verdict is verdict for mark in self.marks)


def share(marks: Iterable[Mark]) -> int | None:
    """The points in hundredths of what could be had; None where nothing could."""
    counted = [one for one in marks if one.counts]
    most = sum(one.most for one in counted)
    return round(100 * sum(one.points for one in counted) / most) if most else None


def score_of(run: Drill, real: datetime, playbook: Playbook | None) -> Score:
    """The score as it stands at a real moment; once the run is over, the moment makes no difference."""
    evaluation = run.evaluation
    marks = tuple(Mark(one, evaluation.override_of(one.expectation.id)) for one in judged(run, real))
    alarm = _first(run, "opened")
    begun = min((one.at for one in run.fired), default=run.clock.began)
    return Score(
        marks,
        _between(begun, alarm),
        _between(alarm, _first(run, "acknowledged")),
        paces(run, playbook) if playbook is not None else (),
        swaps(run, playbook) if playbook is not None else (),
        slips(run),
    )


def by_team(score: Score, run: Drill) -> dict[str, Part]:
    """What each group did, by its id.  What nobody did was for those whom the inject went to, or for everybody."""
    return {
        team: Part(
            tuple(mark for mark in score.marks if mark.counts and _is_theirs(mark, members, run)),
            tuple(slip for slip in score.slips if slip.by in members),
        )
        for team, members in run.evaluation.teams.items()
    }


def of_person(score: Score, staff: str) -> Part:
    """What somebody did themselves. It is theirs, and their trainers', and nobody else's."""
    mine = tuple(mark for mark in score.marks if mark.counts and mark.judged.met_by == staff)
    return Part(mine, tuple(slip for slip in score.slips if slip.by == staff))


def _is_theirs(mark: Mark, members: Iterable[str], run: Drill) -> bool:
    if mark.judged.met_by is not None:
        return mark.judged.met_by in members
    asked = [staff for one in run.fired if one.inject == mark.judged.inject.id for staff in one.to]
    players = [staff for staff in asked if any(staff in team for team in run.evaluation.teams.values())]
    return not players or any(staff in members for staff in players)


def _first(run: Drill, kind: str) -> datetime | None:
    """When something was first done to a case of the playbook that is drilled."""
    return next((d.at for d in run.deeds if d.kind == kind and d.playbook == run.scenario.playbook), None)


def _between(since: datetime | None, until: datetime | None) -> timedelta | None:
    return None if since is None or until is None else max(timedelta(), until - since)
