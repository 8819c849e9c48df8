"""What is sent long after it was worded is brought up to date: the cards of its case say how that stands now."""

from __future__ import annotations

from datetime import datetime

from handlers.ports import Timer

KIND = "renewal"


def renewal(case: str, at: datetime, conversation: str = "staff:0") -> Timer:
    """A look `at` once at the cards of a case (an id)."""
    return Timer(f"{KIND}:{case}", conversation, at, KIND, {"case": case})
