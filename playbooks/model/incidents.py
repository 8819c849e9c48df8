"""What an incident is about and how it is graded: the taxonomy, and where a first answer to both comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from playbooks.model.base import Id, Part
from playbooks.model.conditions import Condition

#: How far up a scale of five an answer stands, whatever size the organisation's own matrix has.
FIVE = 5
Score = Annotated[int, Field(ge=1, le=FIVE)]


class Area(StrEnum):
    """What went wrong, or could: the five kinds of risk that a service has."""

    PEOPLE = "people"
    TECHNOLOGY = "technology"
    ENVIRONMENT = "environment"
    MANAGEMENT = "management"
    SERVICE_QUALITY = "service-quality"


class Node(StrEnum):
    """Where in the way of an order: its four key nodes."""

    INTAKE = "intake"
    DISPATCH = "dispatch"
    EXECUTION = "execution"
    ACCEPTANCE = "acceptance"


class CategoryRule(Part):
    """While `when` holds it is this area, this node, or both. Of several that hold the first wins, for each."""

    when: Condition
    area: Area | None = Field(default=None, description="What it is about then.")
    node: Node | None = Field(default=None, description="Where in the way of an order it is then.")

    @model_validator(mode="after")
    def _says_something(self) -> CategoryRule:
        if self.area is None and self.node is None:
            raise ValueError("names neither `area:` nor `node:`; write at least one")
        return self


class Category(Part):
    """What its cases are about, as far as the playbook can tell; whoever is responsible can say otherwise.

    First comes what the reporter answered, then the rules, then `area` and `node`.
    """

    area: Area | None = Field(default=None, description="What it is about as long as nothing else says so.")
    node: Node | None = Field(default=None, description="Where in the way of an order, as long as nothing else says.")
    rules: list[CategoryRule] = Field(default_factory=list, description="Better guesses, from the answers.")
    area_from: Id | None = Field(
        default=None,
        description="A choice question of which choices are called as areas are: its answer is the area.",
    )
    node_from: Id | None = Field(
        default=None,
        description="A choice question of which choices are called as nodes are: its answer is the node.",
    )
    ask: bool = Field(default=False, description="Whether whoever takes the case is asked what it is about.")


class Scores(Part):
    """How the answers to a question stand on a scale of five."""

    question: Id = Field(description="A choice question.")
    scores: dict[Id, Score] = Field(min_length=1, description="Choice: how likely or how bad that is, from 1 to 5.")


class Grading(Part):
    """How likely, how bad: whose word the first grade is."""

    by: Literal["reporter", "duty-manager"] = Field(
        default="duty-manager",
        description="duty-manager: whoever takes the case is asked; reporter: their answers are the first grade.",
    )
    likelihood: Scores | None = Field(default=None, description="The reporter's view of how likely it is.")
    impact: Scores | None = Field(default=None, description="The reporter's view of how bad it could be.")

    @model_validator(mode="after")
    def _reporter_is_asked(self) -> Grading:
        if self.by == "reporter" and (self.likelihood is None or self.impact is None):
            raise ValueError("is by the reporter, so it needs `likelihood:` and `impact:`, each with a question")
        return self
