"""What somebody was asked to read of a playbook, and whether they say that they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """One person, one version of one playbook; `edition` is the one that they were asked about or began with.

    `asked_at` is None for somebody who need not read it and saw it when they began a report.
    """

    staff: str
    playbook: str
    version: int
    edition: str
    asked_at: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    read_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """What there is only one of."""
        return (self.staff, self.playbook, self.version)
