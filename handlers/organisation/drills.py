"""The part of the organisation file about the programme of drills: how often which teams drill which playbooks.

drills:
  - {playbook: fire, every: 6 months}                # the teams that are told of a fire
  - {playbook: [medical-emergency, lost-child], group: [duty, safety], every: 1 year, ahead: 45 days}
  - {playbook: typhoon, group: office, every: never}
  - {every: 1 year}                                  # every other emergency that a scenario plays

The first that fits a team and a playbook counts. Where it is written, trainers are reminded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from handlers.drills.rules import AHEAD, DrillRule, Every
from handlers.organisation.cases import Ids
from playbooks.model.base import Part
from playbooks.problems import Problem, instead
from playbooks.yaml_file import Document

NEVER = "never"


def _every(value: Any) -> Every | None:
    if value == NEVER:
        return None
    if not isinstance(value, str):
        raise ValueError("write a length of time such as `90 days`, `6 months` or `1 year`, or `never`")
    return Every.read(value)


def _ahead(value: Any) -> timedelta:
    read = Every.read(value) if isinstance(value, str) else None
    if read is None or read.months or read.days > 366:
        raise ValueError("write a length of time such as `30 days` or `6 weeks`, at most 366 days")
    return timedelta(days=read.days)


class DrillEntry(Part):
    """One entry of `drills:`."""

    every: Annotated[Every | None, BeforeValidator(_every)]
    playbook: Ids = Field(default_factory=list)
    group: Ids = Field(default_factory=list)
    ahead: Annotated[timedelta, BeforeValidator(_ahead)] = AHEAD

    def rule(self) -> DrillRule:
        """What it says, as a value."""
        return DrillRule(self.every, tuple(self.playbook), tuple(self.group), self.ahead)


def wrong_drills(entries: Sequence[DrillEntry], groups: Sequence[str], document: Document) -> Iterator[Problem]:
    """Groups that are not there, and reminders that would come before the last drill."""
    for number, entry in enumerate(entries):
        for position, group in enumerate(entry.group):
            if group not in groups:
                here = ("drills", number, "group", position)
                yield document.problem(here, f"there is no group `{group}`", instead(group, groups))
        if entry.every is not None and entry.ahead >= entry.every.length:
            wrong = "the reminder comes as long ahead as the interval is, so it would never stop"
            yield document.problem(("drills", number), wrong, "write a shorter `ahead`")
