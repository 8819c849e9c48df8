"""The part of the organisation file about status updates: how often those who were told of a case hear how it stands.

updates:
  - {when: {kind: emergency, severity_at_least: critical}, first: 5min, second: 5min, every: 20min, for: 2h, then: 1h}
  - {when: {kind: incident}, off: true}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Annotated

from pydantic import Field, model_validator

from handlers.escalation.policy import RuleWhen
from handlers.escalation.reading import Quiet, WhenEntry
from handlers.updates.cadence import Cadence, UpdateRule
from playbooks.model.base import Duration, Part
from playbooks.problems import Problem, instead
from playbooks.yaml_file import Document

Length = Annotated[Duration, Field(ge=timedelta(minutes=1), le=timedelta(days=366))]


class UpdateEntry(Part):
    """One entry of `updates:`. What is left out: `second` is as `every`; without `for` it goes on like that."""

    when: WhenEntry = WhenEntry()
    off: bool = False
    first: Length | None = None
    second: Length | None = None
    every: Length | None = None
    during: Length | None = Field(default=None, alias="for")
    later: Length | None = Field(default=None, alias="then")
    quiet: Quiet | None = None

    @model_validator(mode="after")
    def _says_how_often(self) -> UpdateEntry:
        lengths = (self.first, self.second, self.every, self.during, self.later)
        if self.off and any(length is not None for length in lengths):
            raise ValueError("is off and says how often; write `off: true` alone, or leave it out")
        if not self.off and self.every is None:
            raise ValueError("does not say how often; write `every: 1h`, or `off: true`")
        if self.later is not None and self.during is None:
            raise ValueError("`then` comes after `for`, which is missing; write `for: 2h`, for instance")
        return self

    def rule(self) -> UpdateRule:
        """What it says, as a value."""
        when = RuleWhen(
            self.when.kind.value if self.when.kind else None,
            tuple(self.when.group),
            self.when.severity_at_least.value if self.when.severity_at_least else None,
        )
        return UpdateRule(self._cadence(), when)

    def _cadence(self) -> Cadence | None:
        if self.every is None:
            return None
        first, second = self.first or self.every, self.second or self.every
        return Cadence(first, second, self.every, self.during, self.later, self.quiet)


def wrong_updates(entries: Sequence[UpdateEntry], groups: Sequence[str], document: Document) -> Iterator[Problem]:
    """Groups that are not there."""
    for number, entry in enumerate(entries):
        for position, group in enumerate(entry.when.group):
            if group not in groups:
                here = ("updates", number, "when", "group", position)
                yield document.problem(here, f"there is no group `{group}`", instead(group, groups))
