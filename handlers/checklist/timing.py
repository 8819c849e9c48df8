"""When a row is due, and when it is to be done again."""

from __future__ import annotations

from datetime import datetime

from handlers.checklist.marks import DONE, Mark
from playbooks.model import PlainStep


def due_at(step: PlainStep, settled: Mark | None, since: datetime | None) -> datetime | None:
    """By when it is to be done: the first time from `since`, after that from when it was done last."""
    again = again_at(step, settled)
    if again is not None:
        return again
    if step.within is None or since is None:
        return None
    return since + step.within


def again_at(step: PlainStep, settled: Mark | None) -> datetime | None:
    """When what is repeated is to be done again; only what was done is."""
    if step.every is None or settled is None or settled.outcome != DONE:
        return None
    return settled.at + step.every
