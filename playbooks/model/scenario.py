"""What a drill's scenario file may say: what is played, by whom, when, and what players are expected to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from playbooks.model.base import Duration, Id, Part
from playbooks.words import Words


class DrillRole(StrEnum):
    """What somebody is in a drill. Directors, controllers and safety lead it; players are tested, actors help."""

    DIRECTOR = "director"
    CONTROLLER = "controller"
    EVALUATOR = "evaluator"
    SAFETY = "safety"
    PLAYER = "player"
    ACTOR = "actor"
    OBSERVER = "observer"


#: What players can do that a drill sees by itself; `observed` is for an evaluator to say.
Deed = Literal["alarm", "taken", "answer", "step", "level", "command", "update", "note", "resolved", "observed"]

#: Those deeds that are about something: a question, a step, a level.
ABOUT: frozenset[str] = frozenset({"answer", "step", "level"})


class Objective(Part):
    """Something the drill is to show or to train."""

    id: Id
    text: Words


class Staffing(Part):
    """How many people a role needs at least, and what they have to know."""

    role: DrillRole
    least: int = Field(default=1, ge=0, le=200)
    note: Words | None = None


class PlayedPart(Part):
    """One of the parts in the story (`finder`): injects can go to whoever plays it."""

    id: Id
    name: Words
    role: Literal[DrillRole.PLAYER, DrillRole.ACTOR] = DrillRole.PLAYER
    brief: Words | None = Field(default=None, description="What only they are told before it begins.")


class Expectation(Part):
    """What players should do about an inject, within a window that is counted on the exercise clock."""

    id: Id
    text: Words
    deed: Deed
    of: Id | None = Field(default=None, description="The question, step or level it is about.")
    outcome: str | None = Field(default=None, description="The answer, the step's outcome or the decision wanted.")
    within: Duration
    score: int = Field(default=10, ge=0, le=100)
    critical: bool = False
    objective: Id | None = None

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if (self.deed in ABOUT) != (self.of is not None):
            raise ValueError("needs `of` for answer, step and level, and for nothing else")
        return self


class Branch(Part):
    """An inject is played only if all of `met` were met by then, and none of `missed` was."""

    met: list[Id] = Field(default_factory=list)
    missed: list[Id] = Field(default_factory=list)


class Inject(Part):
    """Something that is brought into play: at a time, after an expectation was met, or when a controller wants it."""

    id: Id
    at: Duration | None = Field(default=None, description="How long after the start.")
    after: Id | None = Field(default=None, description="An expectation: it comes `wait` after that is met.")
    wait: Duration | None = None
    sender: Words = Field(description="Who is played: a passenger, the control room.")
    to: list[str] = Field(min_length=1, description="`players`, `actors`, `trainers`, or ids of parts.")
    text: Words
    media: list[str] = Field(default_factory=list, max_length=10, description="Files beside the scenario.")
    when: Branch | None = None
    objective: Id | None = None
    expects: list[Expectation] = Field(default_factory=list)


class Query(Part):
    """One question of the questionnaire after the drill."""

    id: Id
    ask: Words


class Scenario(Part):
    """A drill as it is written down."""

    id: Id
    owner: str
    version: int = Field(ge=1)
    reviewed: date
    sources: list[str] = Field(min_length=1)
    title: Words
    summary: Words
    playbook: Id
    length: Duration
    objectives: list[Objective] = Field(min_length=1)
    staffing: list[Staffing] = Field(min_length=1)
    parts: list[PlayedPart] = Field(default_factory=list)
    conditions: Words = Field(description="How things stand when it begins.")
    briefing: Words = Field(description="What everybody is told before it begins.")
    safety: list[Words] = Field(min_length=1, description="What nobody may do, and what ends the drill at once.")
    injects: list[Inject] = Field(min_length=1)
    spare: list[Inject] = Field(default_factory=list, description="Injects that controllers may play at any time.")
    questionnaire: list[Query] = Field(min_length=1)

    @cached_property
    def inject_by_id(self) -> dict[str, Inject]:
        """Every inject, spare ones after the others."""
        return {inject.id: inject for inject in (*self.injects, *self.spare)}

    @cached_property
    def part_by_id(self) -> dict[str, PlayedPart]:
        """The parts in the story."""
        return {part.id: part for part in self.parts}

    def expectations(self) -> Iterator[tuple[Inject, Expectation]]:
        """Every expectation with its inject, in the order of the file."""
        for inject in self.inject_by_id.values():
            for expectation in inject.expects:
                yield inject, expectation
