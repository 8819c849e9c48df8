"""Cases: what was reported, how bad it is, who has it, and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from handlers.checklist.live import Checklist
from handlers.deadlines import Terms
from handlers.ending import Ending
from handlers.escalation.policy import Escalation
from handlers.incidents.category import About
from handlers.incidents.grade import Grade
from handlers.incidents.joint import JointReview
from handlers.rollcall.calls import Call
from handlers.stand_down import StandDown
from handlers.team import NOBODY, Team
from handlers.updates.cadence import Updates
from playbooks.model import Kind, Severity


class Status(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"  # an emergency called off by the person who raised it


class Run(StrEnum):
    REAL = "real"
    DRILL = "drill"

    @classmethod
    def of(cls, drill: str | None) -> Run:
        """The kind of run that a turn in the run `drill` (an id; None: real life) reports in."""
        return cls.REAL if drill is None else cls.DRILL


@dataclass(frozen=True, slots=True)
class Case:
    """One matter, from report to close. `version` grows with every change and stands on every card's buttons."""

    id: str
    number: str
    kind: Kind
    run: Run
    playbook: str
    edition: str  # content hash
    severity: Severity
    reporter: str  # staff id
    opened_at: datetime
    status: Status = Status.OPEN
    site: str | None = None
    place: dict[str, Any] | None = None  # as a place question's answer
    headline: str = ""  # one line, in the reporter's own words
    groups: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)  # question id -> value; what the case says now
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    terms: Terms | None = None  # its deadlines, as they were chosen when it was opened
    ending: Ending | None = None  # how it was resolved, where the playbook asks
    version: int = 1
    escalation: Escalation | None = None  # from the announcement on
    team: Team = NOBODY  # who works on it together; of an emergency from the start
    level: str | None = None  # id of the playbook's level that it stands at
    also: tuple[str, ...] = ()  # who reported it, too (staff ids), after the reporter
    lent: dict[str, str] = field(default_factory=dict)  # question -> who of those answered it
    part_of: str | None = None  # number of the case that has taken it over
    linked: tuple[str, ...] = ()  # numbers of complaints about the same matter, each with a case of its own
    parent: str | None = None  # number of the first of those, on the others
    advised: str | None = None  # the higher level that the rules would set, where somebody chose another
    reported: tuple[str, ...] = ()  # reports of its levels (ids) that were made
    doubted_by: str | None = None  # who says it is a false alarm (a staff id), until somebody in charge answers
    level_by: str | None = None  # who chose that level (a staff id); None: the playbook's rules did
    updates: Updates | None = None  # of how it stands, owed to those who were told; since somebody took it
    about: About | None = None  # an incident's area and node
    grade: Grade | None = None  # how likely and how bad it is
    reviews: tuple[JointReview, ...] = ()  # by several groups together, the oldest first
    drill: str | None = None  # id of the run it belongs to, if it is not real
    calls: tuple[Call, ...] = ()  # roll calls, and messages to everybody at a site, in their order
    checklist: Checklist | None = None  # what everybody's marks add up to, and who has a message of it
    stood_down: StandDown | None = None  # since when an emergency's response is over

    @property
    def reviewing(self) -> frozenset[str]:
        """The groups that were asked to review it."""
        return frozenset(group for review in self.reviews for group in review.groups)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to be put on a case's timeline. `data` is JSON; `actor` a staff id, or None for Muster itself."""

    kind: str  # opened, answered, corrected, noted, evidence, acknowledged, step, notified, …
    actor: str | None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A happening as it stands on the timeline: `hash` covers it and `previous`, the hash before it."""

    sequence: int
    at: datetime
    kind: str
    actor: str | None
    data: dict[str, Any]
    previous: str
    hash: str
