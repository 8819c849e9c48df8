"""The timers by which everybody is asked or reminded who is to be.

Two, so that a look that is under way, and sets the next, never takes the place of one that news asked for meanwhile.
"""

from __future__ import annotations

from datetime import datetime

from handlers.ports import Timer

KIND = "readings"
CONVERSATION = "staff:0"  # nobody's chat: it concerns several people


def look(due: datetime) -> Timer:
    """Looks through everybody then, because there is news."""
    return Timer(f"{KIND}:news", CONVERSATION, due, KIND, {})


def look_again(due: datetime) -> Timer:
    """Looks through everybody then, because somebody is to be asked or reminded later."""
    return Timer(KIND, CONVERSATION, due, KIND, {})
