"""The one timer of a case's deadlines."""

from __future__ import annotations

from datetime import datetime

from handlers.ports import Timer

KIND = "deadline"


def clock_look(case_id: str, due: datetime, conversation: str = "staff:0") -> Timer:
    """A look at a case's clocks at `due`: what has come due is said, and the next look is set."""
    return Timer(f"{KIND}:{case_id}", conversation, due, KIND, {"case": case_id})
