"""The organisation's figures about reports: for how long a wrong tap is taken back, what may be the same matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from playbooks.model import Kind


@dataclass(frozen=True, slots=True)
class ReportRules:
    """`grace`: for so long after an alarm whoever raised it can call it off alone.

    `in_charge`: so long after an emergency was taken, everybody is asked if nobody is in charge; zero: never.
    `roll_remind`: so long after a roll call began those who did not answer are asked again; `roll_missing`: so long
    after it began the list of the missing goes to whoever leads. Zero: never.  A playbook may say otherwise.
    `drill_outside`: the outside channels by which exercises may be told, if a trainer wants that.
    The others: how old an open case may be to be offered as the same matter; zero means never.
    """

    grace: timedelta = timedelta(seconds=60)
    in_charge: timedelta = timedelta(minutes=2)
    same_emergency: timedelta = timedelta(minutes=10)
    same_incident: timedelta = timedelta(hours=1)
    same_complaint: timedelta = timedelta(days=1)
    real_emergency: str | None = None  # the playbook whose alarm goes out when somebody stops an exercise
    roll_remind: timedelta = timedelta(minutes=2)
    roll_missing: timedelta = timedelta(minutes=5)
    drill_outside: tuple[str, ...] = ()

    def window(self, kind: Kind) -> timedelta:
        """How old a case of this kind may be to be the same matter as a new one."""
        return {
            Kind.EMERGENCY: self.same_emergency,
            Kind.INCIDENT: self.same_incident,
            Kind.COMPLAINT: self.same_complaint,
        }[kind]


#: Where the organisation says nothing.
USUAL_RULES: Final = ReportRules()
