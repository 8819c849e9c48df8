"""The part of the organisation file about reports.

reports:
  in_charge: 2min                     # after this everybody is asked if nobody is in charge; 0s: never
  grace: 60s                                           # how long a wrong tap can be taken back alone
  real_emergency: medical-emergency   # the playbook whose alarm goes out when somebody stops an exercise
  drill_outside: [mail]               # outside channels by which exercises may be told, marked; without it, none
  roll_call: {remind: 2min, missing: 5min}   # when those who did not answer are asked again, and listed; 0s: never
  same: {emergency: 10min, incident: 1h, complaint: 1d}   # how old a case may be to be the same matter; 0s: never
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from handlers.organisation.cases import ChannelName, listed
from handlers.report_rules import USUAL_RULES, ReportRules
from playbooks.model.base import Duration, Id, Part
from playbooks.problems import Problem, instead
from playbooks.yaml_file import Document

Grace = Annotated[Duration, Field(le=timedelta(minutes=30))]
Window = Annotated[Duration, Field(le=timedelta(days=30))]


class SameEntry(Part):
    emergency: Window = USUAL_RULES.same_emergency
    incident: Window = USUAL_RULES.same_incident
    complaint: Window = USUAL_RULES.same_complaint


class RollCallEntry(Part):
    remind: Grace = USUAL_RULES.roll_remind
    missing: Window = USUAL_RULES.roll_missing


class ReportsEntry(Part):
    grace: Grace = USUAL_RULES.grace
    in_charge: Grace = USUAL_RULES.in_charge
    roll_call: RollCallEntry = RollCallEntry()
    same: SameEntry = SameEntry()
    real_emergency: Id | None = None
    drill_outside: Annotated[list[ChannelName], BeforeValidator(listed)] = Field(default_factory=list)

    def rules(self) -> ReportRules:
        """What it says, as a value."""
        same = self.same
        return ReportRules(
            self.grace,
            self.in_charge,
            same.emergency,
            same.incident,
            same.complaint,
            self.real_emergency,
            self.roll_call.remind,
            self.roll_call.missing,
            tuple(dict.fromkeys(self.drill_outside)),
        )


def wrong_reports(read: ReportsEntry, channels: Iterable[str], document: Document) -> Iterator[Problem]:
    """Outside channels for exercises that no group has."""
    known = list(dict.fromkeys(channels))
    for number, name in enumerate(read.drill_outside):
        if name not in known:
            wrong = f"no group has the outside channel `{name}`"
            yield document.problem(("reports", "drill_outside", number), wrong, instead(name, known))
