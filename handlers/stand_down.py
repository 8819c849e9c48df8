"""The end of an emergency's response: the danger is over, and what is left is recovery and aftermath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StandDown:
    """Who (a staff id) ended the response, and when; which of those above and outside (report ids) heard that."""

    by: str
    at: datetime
    informed: tuple[str, ...] = ()
