"""Checklist steps: what is to be done, by whom, how soon, and what follows."""

from __future__ import annotations

from pydantic import Field

from playbooks.model.base import Duration, Id, Part
from playbooks.model.conditions import Condition
from playbooks.model.questions import MediaKind
from playbooks.words import Words


class Branch(Part):
    """Where the checklist goes after a step, if `when` holds (or always, without it)."""

    to: Id = Field(description="A step of this playbook, or `end`.")
    when: Condition | None = None


class Step(Part):
    """One line of a checklist.

    Steps are worked in the order they are written; `next` jumps.  The first branch whose condition holds
    is taken; when none holds the checklist goes on with the step written below.
    """

    id: Id
    text: Words
    hint: Words | None = None
    role: Id | None = Field(default=None, description="Who does it; a role the playbook names under `roles`.")
    within: Duration | None = Field(default=None, description="How soon, counted from activation.")
    critical: bool = False
    evidence: list[MediaKind] = Field(default_factory=list, description="What may prove it was done.")
    evidence_required: bool = False
    when: Condition | None = None
    next: list[Branch] = Field(default_factory=list)
