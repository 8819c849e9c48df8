"""The timers of an emergency's command: whether somebody leads, and whether they are still there to lead."""

from __future__ import annotations

from datetime import datetime

from handlers.ports import Timer

KIND = "in charge"


def command_wait(case_id: str, due: datetime, asked: int) -> Timer:
    """Unless somebody leads by then, everybody is asked; `asked`: how often they were already."""
    return Timer(f"charge:{case_id}", "staff:0", due, KIND, {"case": case_id, "asked": str(asked)})


def command_look(case_id: str, now: datetime) -> Timer:
    """A look at who has left the organisation."""
    return Timer(f"charge look:{case_id}", "staff:0", now, KIND, {"case": case_id})
