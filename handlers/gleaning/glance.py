"""Who wrote something, where and when: what a text is understood with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.people import Directory


@dataclass(frozen=True, slots=True)
class Glance:
    """`now` is when it was written, at the organisation's wall clock; `sites` are those that the person works at."""

    directory: Directory
    sites: tuple[str, ...]
    now: datetime
