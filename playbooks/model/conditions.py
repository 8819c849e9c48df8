"""Conditions: when a question is asked, a step shown, a severity set or a group told.

    {question: injured, equals: yes}
    {question: category, in: [fees, privacy]}
    {question: people, at_least: 3}
    {question: phone, answered: true}
    {step: call-ambulance, outcome: cannot}
    {level: red}
    {level_at_least: amber}
    {step: breathing, outcome: "no"}        # what was chosen in a decision
    {all: [...]}, {any: [...]}, {not: ...}

A condition on an unanswered question is false, whatever it compares (`answered: false` is true).
Evaluation is `playbooks.conditions`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag, model_validator

from playbooks.model.base import Id, Part

Scalar = str | int | float | bool
_OPERATORS = ("equals", "in_", "more_than", "at_least", "less_than", "at_most", "answered")


class Compare(Part):
    """Looks at one answer with exactly one of the operators.

    For several choices `equals` and `in` hold when any of the chosen matches; for money the amount is
    compared; for a repeated group and for evidence the count; for a date-time its minutes before now.
    """

    question: Id
    equals: Scalar | None = None
    in_: list[Scalar] | None = Field(default=None, alias="in", min_length=1)
    more_than: float | None = None
    at_least: float | None = None
    less_than: float | None = None
    at_most: float | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _exactly_one_operator(self) -> Compare:
        used = [name for name in _OPERATORS if getattr(self, name) is not None]
        if len(used) != 1:
            raise ValueError("needs exactly one of equals, in, more_than, at_least, less_than, at_most, answered")
        return self


class StepOutcome(Part):
    """Looks at how a checklist step ended: `done`, `not_applicable`, `cannot`, or what was chosen in a decision."""

    step: Id
    outcome: Id


class LevelIs(Part):
    """Looks at the level an emergency stands at: exactly this one, or this one and those above it."""

    level: Id | None = None
    level_at_least: Id | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> LevelIs:
        if (self.level is None) is (self.level_at_least is None):
            raise ValueError("needs exactly one of level, level_at_least")
        return self

    @property
    def named(self) -> str:
        """The level it speaks of."""
        return self.level or self.level_at_least or ""


class All(Part):
    all: list[Condition] = Field(min_length=1)


class AnyOf(Part):
    any: list[Condition] = Field(min_length=1)


class Not(Part):
    not_: Condition = Field(alias="not")


def _which(value: object) -> str | None:
    for key, tag in (
        ("question", "question"),
        ("step", "step"),
        ("level", "level"),
        ("level_at_least", "level"),
        ("all", "all"),
        ("any", "any"),
        ("not", "not"),
        ("not_", "not"),
    ):
        if (isinstance(value, dict) and key in value) or (not isinstance(value, dict) and hasattr(value, key)):
            return tag
    return None


Condition = Annotated[
    Annotated[Compare, Tag("question")]
    | Annotated[StepOutcome, Tag("step")]
    | Annotated[LevelIs, Tag("level")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _which,
        custom_error_type="condition",
        custom_error_message="a condition starts with question:, step:, level:, all:, any: or not:",
    ),
]

for _model in (All, AnyOf, Not):
    _model.model_rebuild()
