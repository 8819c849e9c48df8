"""The part of the organisation file about reports.

reports:
  in_charge: 2min                     # after this everybody is asked if nobody is in charge; 0s: never
  grace: 60s                                           # how long a wrong tap can be taken back alone
  real_emergency: medical-emergency   # the playbook whose alarm goes out when somebody stops an exercise
  same: {emergency: 10min, incident: 1h, complaint: 1d}   # how old a case may be to be the same matter; 0s: never
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from handlers.report_rules import USUAL_RULES, ReportRules
from playbooks.model.base import Duration, Id, Part

Grace = Annotated[Duration, Field(le=timedelta(minutes=30))]
Window = Annotated[Duration, Field(le=timedelta(days=30))]


class SameEntry(Part):
    emergency: Window = USUAL_RULES.same_emergency
    incident: Window = USUAL_RULES.same_incident
    complaint: Window = USUAL_RULES.same_complaint


class ReportsEntry(Part):
    grace: Grace = USUAL_RULES.grace
    in_charge: Grace = USUAL_RULES.in_charge
    same: SameEntry = SameEntry()
    real_emergency: Id | None = None

    def rules(self) -> ReportRules:
        """What it says, as a value."""
        same = self.same
        return ReportRules(
            self.grace, self.in_charge, same.emergency, same.incident, same.complaint, self.real_emergency
        )
