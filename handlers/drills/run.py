"""A run of a scenario, as its log tells it: an immutable value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers.drills.clock import ExerciseClock
from handlers.drills.evaluation import Evaluation
from handlers.drills.standing import Standing, State
from playbooks.drills import Pinned
from playbooks.model.scenario import DrillRole, Inject, Scenario

#: Who may start, pause and stop a run, and play its injects.
LEADS = (DrillRole.DIRECTOR, DrillRole.CONTROLLER, DrillRole.SAFETY)
#: Who plays: whose reports, alerts and checklists it is about.
PLAY = (DrillRole.PLAYER, DrillRole.ACTOR)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did to a case of the run: an entry of its timeline, in exercise time `at`."""

    at: datetime
    actor: str | None
    case: str
    playbook: str
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fired:
    """An inject that was played at `at` (exercise time), `how`: time, hand or deed, to these people."""

    inject: str
    at: datetime
    how: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Drill:
    """One run. Times are exercise time unless they say otherwise. It changes only by further entries of its log."""

    id: str
    number: str
    pinned: Pinned
    planned_by: str
    planned_at: datetime  # real
    editions: dict[str, str] = field(default_factory=dict)  # playbook -> content hash
    site: str | None = None
    starts: datetime | None = None  # real; as planned
    announced: bool = True
    practice: bool = False  # by one person alone, who plays every part: nobody hears of it, and it counts nowhere
    hints: int = 0  # that they asked for
    every: int | None = None  # days after which it is planned again
    people: dict[str, DrillRole] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)  # part -> staff id
    groups: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    state: State = State.PLANNED
    clock: ExerciseClock = field(default_factory=ExerciseClock)
    extended: timedelta = timedelta()
    extensions: tuple[tuple[datetime, timedelta], ...] = ()  # since when, by how much
    invited_at: datetime | None = None  # real
    coming: dict[str, bool] = field(default_factory=dict)  # what they answered to the invitation
    tested_at: datetime | None = None  # real; of the last receive test
    received: dict[str, datetime] = field(default_factory=dict)  # real; who answered it, and when
    playing: tuple[str, ...] = ()
    fired: tuple[Fired, ...] = ()
    skipped: tuple[str, ...] = ()  # by a ruling
    passed: tuple[str, ...] = ()  # as their branch was not taken
    added: tuple[Inject, ...] = ()
    deeds: tuple[Deed, ...] = ()
    cases: tuple[str, ...] = ()  # ids
    emergency: str | None = None  # id of the real case that froze it
    frozen_by: str | None = None
    read_by: tuple[str, ...] = ()  # who acknowledged the real emergency
    fenced: tuple[dict[str, Any], ...] = ()  # messages that were kept from leaving
    evaluation: Evaluation = field(default_factory=Evaluation)
    closed: bool = False
    entries: int = 0

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self.pinned.scenario

    @property
    def injects(self) -> dict[str, Inject]:
        """Every inject by id: the scenario's, its spare ones, and those added while it ran."""
        return {**self.scenario.inject_by_id, **{inject.id: inject for inject in self.added}}

    @property
    def ends(self) -> datetime | None:
        """When it is planned to be over; None before it began."""
        began = self.clock.began
        return None if began is None else began + self.scenario.length + self.extended

    def fired_at(self, inject: str) -> datetime | None:
        """When an inject was played first."""
        return next((one.at for one in self.fired if one.inject == inject), None)

    def is_settled(self, inject: str) -> bool:
        """Whether an inject was played, skipped, or its branch not taken."""
        return self.fired_at(inject) is not None or inject in self.skipped or inject in self.passed

    def with_role(self, *roles: DrillRole) -> tuple[str, ...]:
        """Ids of the people in these roles, in the order they were chosen."""
        return tuple(staff for staff, role in self.people.items() if role in roles)

    @property
    def leads(self) -> tuple[str, ...]:
        """Who may rule over it; whoever practises alone does."""
        return tuple(self.people) if self.practice else self.with_role(*LEADS)

    @property
    def standing(self) -> Standing:
        """What every turn and the sending must know of it."""
        return Standing(
            self.id,
            self.number,
            self.state,
            self.site,
            tuple(self.people),
            self.leads,
            self.playing,
            self.groups,
            self.outside,
            self.numbers,
            self.with_role(DrillRole.EVALUATOR),
            self.clock.stretches[-1] if self.clock.stretches else None,
        )
