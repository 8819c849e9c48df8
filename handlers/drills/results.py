"""What is kept of a finished run beside its log: how it went by team, and who took part.

It follows from the log and from nothing else, so it can be made anew at any time; it is there because the programme
(coverage, history, certificates) looks at years of runs at once.  Nobody's own figures are in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.drills.run import PLAY, Drill
from handlers.drills.score import by_team, score_of
from handlers.drills.standing import State

#: Entries after which the result of a finished run may be another one.
CHANGING = frozenset({"ended", "rated", "overridden"})


@dataclass(frozen=True, slots=True)
class Result:
    """Moments are real; `edition` is the hash of the playbook's edition. `percent`: of the points, None: of none.

    `teams` are the groups that played, each with its own share; `people` the ids of those who took part.
    """

    drill: str
    number: str
    scenario: str
    playbook: str
    edition: str
    site: str | None
    began_at: datetime
    ended_at: datetime
    percent: int | None
    teams: Mapping[str, int | None] = field(default_factory=dict)
    people: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether anything was asked of anybody: a run that was ended at once is no drill."""
        return self.percent is not None


def result_of(run: Drill) -> Result | None:
    """The result of a finished run; None of one that is not finished, was called off, or was practice of one."""
    if run.state is not State.ENDED or run.practice or not run.clock.stretches:
        return None
    playbook, ended = run.scenario.playbook, run.clock.stretches[-1].since
    score = score_of(run, ended, None)
    return Result(
        run.id,
        run.number,
        run.scenario.id,
        playbook,
        run.editions.get(playbook, ""),
        run.site,
        run.clock.stretches[0].since,
        ended,
        score.percent,
        {team: part.percent for team, part in by_team(score, run).items()},
        took_part(run),
    )


def took_part(run: Drill) -> tuple[str, ...]:
    """Players who said that they take part, or did something in it; in the order they were put on the list."""
    did = {deed.actor for deed in run.deeds}
    return tuple(staff for staff in run.with_role(*PLAY) if staff in run.playing or staff in did)
