"""What follows when a file that people sent cannot be fetched: a plain function, tested by a table.

A platform that cannot be reached is waited for, about a day.  A file it says it has not got is asked for again a few
times, because Telegram says the same of files that it cannot serve just now.  One that is too large stays so.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

BACK_OFF = (5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0)  # seconds; the last one goes on until it is given up
MOST_ATTEMPTS = 30
MOST_WHEN_MISSING = 3


class Hindrance(Enum):
    UNREACHABLE = "unreachable"
    MISSING = "missing"
    TOO_LARGE = "too large"


def try_again(hindrance: Hindrance, attempts: int) -> timedelta | None:
    """How long to wait after the try number `attempts` (from 1); None: give it up."""
    if hindrance is Hindrance.TOO_LARGE:
        return None
    most = MOST_WHEN_MISSING if hindrance is Hindrance.MISSING else MOST_ATTEMPTS
    if attempts >= most:
        return None
    return timedelta(seconds=BACK_OFF[min(attempts, len(BACK_OFF)) - 1])
