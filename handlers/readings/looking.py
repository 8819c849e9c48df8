"""The timer by which everybody is asked or reminded who is to be."""

from __future__ import annotations

from datetime import datetime

from handlers.ports import Timer

KIND = "readings"
CONVERSATION = "staff:0"  # nobody's chat: it concerns several people


def look(due: datetime) -> Timer:
    """Looks through everybody then."""
    return Timer(KIND, CONVERSATION, due, KIND, {})
