"""Checklist steps: what is to be done, by whom, when, how soon, and what it depends on.

A checklist is worked by a whole team at the same time.  Steps stand in the order they are best done, but nothing has
to wait for the one above unless it says so with `after`; `when` says which steps there are at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from playbooks.model.base import Duration, Id, Part
from playbooks.model.conditions import Condition
from playbooks.model.questions import MediaKind
from playbooks.words import Words

Phase = Literal["respond", "recover", "aftermath"]
ProofKind = MediaKind | Literal["location"]

#: What `since` may name besides a step.
ACTIVATION = "activation"


class Track(Part):
    """Steps that are worked side by side with those of other tracks."""

    id: Id
    name: Words


class Option(Part):
    """One way a decision can go; conditions of other steps look at its id."""

    id: Id
    label: Words


class Contact(Part):
    """Somebody to call. `number` is written as it is dialled, or names a variable: `{front_desk}`."""

    name: Words
    number: str = Field(min_length=1, max_length=60)


class Variable(Part):
    """Something that differs from site to site and stands in texts as `{id}`: a meeting point, a number, a figure."""

    id: Id
    name: Words
    default: Words | None = Field(default=None, description="Said at a site whose organisation file has no value.")
    unit: Words | None = Field(default=None, description="Written after the value.")
    source: str | None = Field(default=None, description="Where the default comes from.")
    reviewed: date | None = Field(default=None, description="The day somebody last compared it with its source.")


class PlainStep(Part):
    """One row of a checklist, as every step is, nested or not.

    It ends `done`, `not_applicable` or `cannot` (with a reason); a decision ends with the id of what was chosen.
    """

    id: Id
    text: Words
    hint: Words | None = None
    caution: Words | None = Field(default=None, description="What can go badly wrong here; shown with a ⚠.")
    role: Id | None = Field(default=None, description="Who does it; a role the playbook names under `roles`.")
    after: list[Id] = Field(default_factory=list, description="Steps to be settled before this one.")
    when: Condition | None = None
    levels: list[Id] = Field(default_factory=list, description="Only at these levels; at every level, without it.")
    decide: list[Option] = Field(default_factory=list, description="Makes it a decision: what can be chosen.")
    within: Duration | None = Field(default=None, description="How soon, counted from `since`.")
    since: Id = Field(default=ACTIVATION, description="What `within` counts from: `activation`, or a step.")
    critical: bool = False
    evidence: list[ProofKind] = Field(default_factory=list, description="What may prove it was done.")
    evidence_required: bool = False
    confirm: int = Field(default=1, ge=1, le=5, description="How many different people must say that it is done.")
    call: list[Contact] = Field(default_factory=list, description="Whom to call, with numbers to tap.")
    every: Duration | None = Field(default=None, description="To be done again so long after it was done.")
    until: Condition | None = Field(default=None, description="Until this holds; without it, until all is over.")
    uses: list[Id] = Field(default_factory=list, description="Kinds of resources; the site's are shown with it.")
    roll_call: bool = Field(
        default=False, description="Offers to ask everybody at the site whether they are safe; done when that ends."
    )
    opens: Id | None = Field(default=None, description="A playbook whose checklist joins this one when it is done.")


class Step(PlainStep):
    """A row that may belong to a track and a phase, and may have rows of its own: then it is done when they are."""

    track: Id | None = None
    phase: Phase = "respond"
    steps: list[PlainStep] = Field(default_factory=list)


def walk_steps(steps: list[Step]) -> Iterator[PlainStep]:
    """Every step in written order, nested ones after the one they are in."""
    for step in steps:
        yield step
        yield from step.steps
