"""How far anything that a user can grow may grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous for people, small enough that nobody can fill the disk or stall a conversation."""

    text: int = 20_000  # characters kept of one message; more is refused kindly
    media_per_case: int = 50
    media_bytes: int = 20 * 1024 * 1024  # Bot API: a bot can fetch files of at most 20 MB
    repeats: int = 50
    stack: int = 4  # conversations interrupting each other
    drafts: int = 5
    corrections: int = 500  # per conversation
    buttons_per_page: int = 8
    idle_reminder: timedelta = timedelta(minutes=15)
    idle_draft: timedelta = timedelta(hours=2)


DEFAULT_LIMITS = Limits()
