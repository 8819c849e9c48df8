"""Whether a tap counts: live, the same as the last one again, or on a prompt that has been overtaken."""

from __future__ import annotations

from typing import Literal

from handlers.engine.session import LastTap, Session
from handlers.taps import Tap


def admit(session: Session, tap: Tap) -> Literal["live", "stale"] | LastTap:
    """What `tap` is to `session`; a LastTap carries the words that the first tap got."""
    if tap.scope != "s" or tap.target != session.tag:
        return "stale"
    last = session.last_tap
    if last is not None and last.render == tap.render and last.action == tap.action:
        return last
    return "live" if tap.render == session.render else "stale"
