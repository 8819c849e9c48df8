"""Case numbers: `C-2026-000123` for a complaint, `I-…`, `E-…`; a drill's series has a `D` in front."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.cases import Run
from playbooks.model import Kind

_LETTERS = {Kind.COMPLAINT: "C", Kind.INCIDENT: "I", Kind.EMERGENCY: "E"}


def series(kind: Kind, run: Run) -> str:
    """The letters that cases of this kind of run are counted under."""
    return ("D" if run is Run.DRILL else "") + _LETTERS[kind]


def year_of(now: datetime, timezone: ZoneInfo) -> int:
    """The year a case is counted in: the organisation's, not Greenwich's."""
    return now.astimezone(timezone).year


def case_number(letters: str, year: int, count: int) -> str:
    """The number as people read it out."""
    return f"{letters}-{year}-{count:06d}"
