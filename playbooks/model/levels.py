"""Levels: how far an emergency has grown, and whom each of them calls in."""

from __future__ import annotations

from pydantic import Field

from playbooks.model.base import Duration, Id, Part
from playbooks.model.conditions import Condition
from playbooks.model.severity import Severity
from playbooks.words import Words


class Report(Part):
    """Somebody above or outside who must be told once a level is reached, and how soon after that."""

    id: Id
    text: Words
    within: Duration | None = Field(default=None, description="How soon, counted from when the level was reached.")


class Level(Part):
    """One of the plan's levels. They are written from the lowest to the highest; the highest that holds wins.

    What a level notifies, needs and reports holds for those above it as well.
    """

    id: Id
    name: Words
    when: Condition | None = Field(default=None, description="Reached while this holds; always, without it.")
    severity_at_least: Severity | None = Field(default=None, description="Reached only if it is this bad or worse.")
    notify: list[Id] = Field(default_factory=list, description="Groups that are told once it is reached.")
    roll_call: bool = Field(
        default=False, description="Everybody at the site is asked whether they are safe, once it is reached."
    )
    roles: list[Id] = Field(default_factory=list, description="Roles that somebody must hold from this level on.")
    reports: list[Report] = Field(
        default_factory=list, description="Who above or outside must be told from this level on."
    )
