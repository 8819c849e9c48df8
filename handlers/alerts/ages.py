"""How long ago, in words."""

from __future__ import annotations

from datetime import timedelta

from playbooks.phrases import Phrases


def age_words(age: timedelta, say: Phrases) -> str:
    """How long ago, in the one unit that matters."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 60:
        return say("{n} min", n=max(minutes, 0))
    if minutes < 48 * 60:
        return say("{n} h", n=minutes // 60)
    return say("{n} d", n=minutes // (24 * 60))
