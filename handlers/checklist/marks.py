"""Marks: what somebody said about a row of a checklist, when they said it.  Each is one entry of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

DONE: Final = "done"
NOT_APPLICABLE: Final = "not_applicable"
CANNOT: Final = "cannot"
WAIVED: Final = "waived"  # critical, and whoever leads says that it need not be done; `reason` says why
OPEN: Final = "open"  # what was said before is taken back
MINE: Final = "mine"  # somebody is at it
FREED: Final = "freed"  # nobody is at it any more
PROOF: Final = "proof"  # a file or a location proves it; `reason` names it


@dataclass(frozen=True, slots=True)
class Mark:
    """`outcome` is one of the words above, or the way a decision went. `at` is when it was said, not when heard.

    `tap` tells it from other marks of the same moment. `edition` is that of the playbook which the row opened.
    """

    row: str
    outcome: str
    by: str
    at: datetime
    tap: str
    reason: str = ""
    edition: str = ""

    @property
    def order(self) -> tuple[datetime, str]:
        """Later marks overrule earlier ones; of two at the same moment, always the same one is the later."""
        return self.at, self.tap
