"""Every clock of a case: when its target and its limit are, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.deadlines.calendar import Calendar
from handlers.deadlines.counting import Span, due
from playbooks.model.deadlines import DeadlineRule, Milestone, Pack
from playbooks.words import Words


@dataclass(frozen=True, slots=True)
class Pause:
    """The clocks stand still from `begin` until `end` (None: still), for a `reason` by name."""

    begin: datetime
    reason: str
    by: str
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a case was promised when it was opened, and what came in between.

    `pack` is a snapshot: a later edition changes nothing here. `met` says when milestones were reached that the case
    itself does not tell; `told` which warnings went out (`final.house`).
    """

    pack: Pack
    pauses: tuple[Pause, ...] = ()
    met: tuple[tuple[Milestone, datetime], ...] = ()
    told: tuple[str, ...] = ()

    @property
    def paused(self) -> Pause | None:
        """The pause that is on now, if any."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].end is None else None


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"  # the house's own target has passed
    MISSED = "missed"  # the legal limit has passed
    MET = "met"
    MET_LATE = "met late"  # after the target, within the limit
    MET_TOO_LATE = "met too late"  # after the limit


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock; moments are UTC. While it is paused they are what they would be if it went on now."""

    milestone: Milestone
    name: Words
    state: State
    house: datetime | None
    legal: datetime | None
    remind: datetime | None
    met_at: datetime | None = None
    paused: bool = False
    legal_runs: bool = False  # there is a legal limit, and no pause stops it

    @property
    def due(self) -> datetime:
        """What to work towards: our own target, and once that has passed the limit."""
        passed = self.state in (State.LATE, State.MISSED)
        first, second = (self.legal, self.house) if passed else (self.house, self.legal)
        found = first or second
        assert found is not None
        return found

    @property
    def passed(self) -> datetime | None:
        """When it ran out: the limit once that has passed, before it our own target; None while neither has."""
        return {State.LATE: self.house, State.MISSED: self.legal}.get(self.state)

    @property
    def waits(self) -> bool:
        """Whether the milestone is still to be reached."""
        return self.met_at is None


def clocks(
    terms: Terms, opened_at: datetime, calendar: Calendar, now: datetime, met: Mapping[Milestone, datetime]
) -> tuple[Deadline, ...]:
    """The clocks of a case, in the order of its pack. `met` says when milestones were reached."""
    spans: list[Span] = [(pause.begin, pause.end or max(now, pause.begin)) for pause in terms.pauses]
    return tuple(_clock(rule, terms, opened_at, calendar, now, met, spans) for rule in terms.pack.deadlines)


def _clock(
    rule: DeadlineRule,
    terms: Terms,
    opened_at: datetime,
    calendar: Calendar,
    now: datetime,
    met: Mapping[Milestone, datetime],
    spans: list[Span],
) -> Deadline:
    legal_runs = rule.legal is not None and not rule.legal_pauses
    legal_spans = [] if legal_runs else spans
    house = due(rule.house, opened_at, calendar, spans) if rule.house else None
    legal = due(rule.legal, opened_at, calendar, legal_spans) if rule.legal else None
    remind = due(rule.remind, opened_at, calendar, legal_spans) if rule.remind else None
    met_at = met.get(rule.milestone)
    paused = terms.paused is not None
    state = _state(house, legal, met_at, now, paused=paused)
    return Deadline(rule.milestone, rule.name, state, house, legal, remind, met_at, paused, legal_runs)


def _state(
    house: datetime | None, legal: datetime | None, met_at: datetime | None, now: datetime, *, paused: bool
) -> State:
    at = met_at or now
    after_house, after_legal = house is not None and at >= house, legal is not None and at >= legal
    if met_at is not None:
        return State.MET_TOO_LATE if after_legal else State.MET_LATE if after_house else State.MET
    if after_legal:
        return State.MISSED
    if after_house:
        return State.LATE
    return State.PAUSED if paused else State.RUNNING
