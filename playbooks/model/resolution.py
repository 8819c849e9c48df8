"""Resolution: what whoever closes a case is asked, and whether the person who complained gets a reply."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from playbooks.model.base import Id, Part
from playbooks.model.conditions import Condition
from playbooks.words import Words


class Outcome(Part):
    """One way in which it can end."""

    id: Id
    label: Words


class Resolution(Part):
    """Asked when a case is resolved. Without it one tap resolves."""

    outcomes: list[Outcome] = Field(min_length=2, max_length=10, description="How it can end, one button each.")
    reply: Literal["required", "offered"] | None = Field(
        default=None, description="Whether a reply to the person concerned is asked for before it is closed."
    )
    reply_when: Condition | None = Field(
        default=None, description="A reply is asked for only while this holds; always, without it."
    )
    contact: list[Id] = Field(
        default_factory=list,
        description="Questions whose answers say where the reply goes; shown when it is asked for.",
    )

    @property
    def outcome_by_id(self) -> dict[str, Outcome]:
        """Outcomes by id."""
        return {outcome.id: outcome for outcome in self.outcomes}
