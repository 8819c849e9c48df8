"""The playbook itself: its metadata, questions, rules and checklist."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from playbooks.model.base import Duration, Id, Part
from playbooks.model.conditions import Condition
from playbooks.model.incidents import Category, Grading
from playbooks.model.levels import Level
from playbooks.model.news import Readers
from playbooks.model.questions import Question
from playbooks.model.resolution import Resolution
from playbooks.model.severity import Severity
from playbooks.model.step_map import StepMap
from playbooks.model.steps import PlainStep, Step, Track, Variable, walk_steps
from playbooks.words import Language, Words


class Kind(StrEnum):
    """What a conversation is about."""

    COMPLAINT = "complaint"
    INCIDENT = "incident"
    EMERGENCY = "emergency"


class SeverityRule(Part):
    """Sets `severity` while `when` holds; the highest of all rules that hold wins."""

    when: Condition
    severity: Severity


class Route(Part):
    """Tells `notify` (ids of groups) while `when` holds, or always without it."""

    notify: list[Id] = Field(min_length=1)
    when: Condition | None = None


class Role(Part):
    """What somebody does in the team; checklist steps are given to roles."""

    id: Id
    name: Words
    many: bool = Field(default=False, description="Whether several people can hold it together.")


class RollCall(Part):
    """How long people have to answer whether they are safe, counted from when they were asked; 0s: never."""

    remind: Duration = Field(
        default=timedelta(minutes=2), description="When those who did not answer are asked again."
    )
    missing: Duration = Field(
        default=timedelta(minutes=5), description="When the list of the missing goes to whoever leads."
    )


class Playbook(Part):
    """One guided conversation: what is asked, what is done, who is told."""

    id: Id
    kind: Kind
    owner: str = Field(description="Who keeps it right: a group or an office of the organisation.")
    version: int = Field(ge=1)
    reviewed: date = Field(description="The day somebody last read it through and found it right.")
    sources: list[str] = Field(min_length=1, description="Where its steps and figures come from.")
    title: Words
    summary: Words | None = None
    aliases: dict[Language, list[str]] = Field(
        default_factory=dict, description="What people call it; used to find it from what they type."
    )
    examples: dict[Language, list[str]] = Field(default_factory=dict, description="Sentences that should find it.")
    place: Id | None = Field(default=None, description="The question whose answer is the case's place.")
    headline: list[Id] = Field(
        default_factory=list, description="Questions whose answers make the case's one-line summary."
    )
    questions: list[Question] = Field(min_length=1)
    severity: Severity = Severity.NORMAL
    severity_rules: list[SeverityRule] = Field(default_factory=list)
    category: Category | None = Field(
        default=None, description="What an incident is about: its area, and its place in the way of an order."
    )
    grading: Grading | None = Field(
        default=None,
        description="Who grades an incident by how likely and how bad it is; without it nobody is asked.",
    )
    routing: list[Route] = Field(
        default_factory=list, description="Groups to tell besides those the organisation's routing names."
    )
    roles: list[Role] = Field(default_factory=list)
    levels: list[Level] = Field(
        default_factory=list,
        description="How far it can grow, from the lowest to the highest; the highest that holds wins.",
    )
    tracks: list[Track] = Field(default_factory=list)
    variables: list[Variable] = Field(
        default_factory=list, description="What its texts say as `{id}`, and each site fills in."
    )
    steps: list[Step] = Field(default_factory=list)
    report_every: Duration | None = Field(
        default=None, description="How often a situation report is asked for while its checklist is worked."
    )
    roll_call: RollCall | None = Field(
        default=None, description="Times of its roll calls; without it the organisation's hold."
    )
    resolution: Resolution | None = Field(
        default=None, description="What whoever resolves a case is asked; without it one tap resolves."
    )
    closing: Words = Field(description="The last words to the person who reported.")
    changes: list[Words] = Field(
        default_factory=list, max_length=8, description="What is new in this version, a sentence for each thing."
    )
    addresses: list[Annotated[str, Field(pattern=r"^A-\d{4}-\d{6,}$")]] = Field(
        default_factory=list,
        max_length=50,
        description="Numbers of the corrective actions that this version settles; a drill shows whether it does.",
    )
    must_read: Readers | None = Field(
        default=None,
        description="Who says that they have read `changes`; without it, the groups that are told of its cases.",
    )
    map: StepMap | None = Field(
        default=None, description="What became of the questions and steps of the version before."
    )

    @cached_property
    def question_by_id(self) -> dict[str, Any]:
        """Top-level questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def level_by_id(self) -> dict[str, Level]:
        """Levels by id, from the lowest to the highest."""
        return {level.id: level for level in self.levels}

    def levels_up_to(self, level: str | None) -> tuple[str, ...]:
        """The ids of `level` and all below it, lowest first; empty for None and for one that is not there."""
        ids = tuple(self.level_by_id)
        return ids[: ids.index(level) + 1] if level in self.level_by_id else ()

    @cached_property
    def step_by_id(self) -> dict[str, PlainStep]:
        """Checklist steps by id, nested ones among them."""
        return {step.id: step for step in walk_steps(self.steps)}
