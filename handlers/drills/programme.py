"""The programme at one moment: what every team is to drill, how it stands, and what came of every run.

programme = Programme.of(directory, editions, results, scenarios, now)
programme.cells          # each team with each playbook
programme.changes        # what changed materially since an edition
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.drills.coverage import Cell, Drilled, asked_of, coverage, drilled_by
from handlers.drills.lasting import Changes
from handlers.drills.results import Result
from handlers.drills.run import PLAY, Drill
from handlers.drills.trainers import trains
from handlers.people import Directory, Staff
from handlers.ports import Editions
from playbooks.drills import Pinned
from playbooks.edition import Edition
from playbooks.model import Playbook


@dataclass(frozen=True, slots=True)
class Planned:
    """A run that is planned: its number, and for when (None: whenever somebody starts it)."""

    number: str
    starts: datetime | None


@dataclass(frozen=True)
class Programme:
    """`cells` are by playbook (its id), then team, in the order of the organisation."""

    directory: Directory
    editions: Editions
    results: tuple[Result, ...]
    scenarios: tuple[Pinned, ...]
    changes: Changes
    drilled: Drilled
    cells: tuple[Cell, ...]
    today: date
    planned: Mapping[tuple[str, str], Planned] = field(default_factory=dict)  # by team and playbook

    @classmethod
    def of(
        cls,
        directory: Directory,
        editions: Editions,
        results: Sequence[Result],
        scenarios: Iterable[Pinned],
        now: datetime,
    ) -> Programme:
        """Days are those of the organisation's clock."""
        there = tuple(scenarios)
        playbooks = sorted((edition.playbook for edition in editions.all_current()), key=lambda one: one.id)
        asked = asked_of(directory, playbooks, {one.scenario.playbook for one in there})
        changes, today = Changes(editions), now.astimezone(ZoneInfo(directory.timezone)).date()
        drilled = drilled_by(results)
        cells = coverage(asked, directory, drilled, changes.lasting, today)
        return cls(directory, editions, tuple(results), there, changes, drilled, tuple(cells), today)

    def playbook_of(self, result: Result) -> Playbook | None:
        """What was drilled, in the edition that it was; None if that is not there any more."""
        edition = self.editions.by_digest(result.edition)
        return None if edition is None else edition.playbook

    def title(self, playbook: str, language: str) -> str:
        """What a playbook is called."""
        edition = self.editions.current(playbook)
        return playbook if edition is None else edition.playbook.title.text(language)

    def team(self, group: str, language: str) -> str:
        """What a team is called."""
        found = self.directory.group_by_id.get(group)
        return group if found is None else found.name.text(language)

    def for_trainer(self, person: Staff) -> Programme:
        """The part of it that somebody looks after."""
        theirs = {group.id for group in self.directory.groups if trains(person, group, self.directory)}
        return replace(self, cells=tuple(cell for cell in self.cells if cell.asked.group in theirs))

    def before(self, edition: Edition, now: datetime) -> Programme:
        """As it was when `edition` was the current one of its playbook."""
        return Programme.of(self.directory, _Before(self.editions, edition), self.results, self.scenarios, now)

    def with_planned(self, runs: Iterable[Drill]) -> Programme:
        """The same, knowing of runs that are planned: one is for a team when anybody of it is to play."""
        found: dict[tuple[str, str], Planned] = {}
        for run in runs:
            players = set(run.with_role(*PLAY))
            for group in self.directory.groups:
                if not players.isdisjoint(group.members):
                    found.setdefault((group.id, run.scenario.playbook), Planned(run.number, run.starts))
        return replace(self, planned=found)

    def scenarios_of(self, playbook: str) -> list[Pinned]:
        """The scenarios that play a playbook."""
        return [one for one in self.scenarios if one.scenario.playbook == playbook]


class _Before:
    """Implements `handlers.ports.Editions` with an earlier edition of one playbook as the current one."""

    def __init__(self, editions: Editions, edition: Edition) -> None:
        self._editions, self._edition = editions, edition

    def current(self, playbook: str) -> Edition | None:
        return self._edition if playbook == self._edition.playbook.id else self._editions.current(playbook)

    def by_digest(self, digest: str) -> Edition | None:
        return self._editions.by_digest(digest)

    def all_current(self) -> Sequence[Edition]:
        return [self.current(one.playbook.id) or one for one in self._editions.all_current()]
