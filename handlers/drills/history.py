"""How a team did, run by run, for each playbook that it drilled."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.drills.programme import Programme
from handlers.drills.results import Result

#: What can be told apart on a telephone.
RUNS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A run: the team's own share of the points, and the version of the playbook (None: it is gone)."""

    result: Result
    percent: int
    version: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A playbook, and the team's last runs of it, the oldest first; at least one."""

    playbook: str
    points: tuple[Point, ...]

    @property
    def step(self) -> int | None:
        """By how many points the last run was better than the one before; None where there is none before."""
        return self.points[-1].percent - self.points[-2].percent if len(self.points) > 1 else None


def trends_of(team: str, programme: Programme) -> list[Trend]:
    """For each playbook that anything was asked of the team in; what it drilled last comes first."""
    found: dict[str, list[Point]] = {}
    for result in programme.results:
        percent = result.teams.get(team)
        if percent is not None:
            playbook = programme.playbook_of(result)
            point = Point(result, percent, None if playbook is None else playbook.version)
            found.setdefault(result.playbook, []).append(point)
    trends = [Trend(playbook, tuple(points[-RUNS:])) for playbook, points in found.items()]
    return sorted(trends, key=lambda trend: trend.points[-1].result.ended_at, reverse=True)
