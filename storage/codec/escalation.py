"""A case's escalation as JSON: seconds, microseconds since 1970, and clock times as text."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from handlers.escalation.policy import Escalation, Policy, Step
from storage.times import micros_or_none, moment_or_none

_SO_FAR = ("chain", "since", "drawn", "done", "over", "reminded", "next")


def dump_escalation(escalation: Escalation | None) -> dict[str, Any] | None:
    """As JSON; None for a case that has none."""
    if escalation is None:
        return None
    policy = escalation.policy
    return {
        "steps": [[step.wait.total_seconds(), list(step.notify)] for step in policy.steps],
        "repeat": policy.repeat,
        "quiet": [clock.isoformat() for clock in policy.quiet] if policy.quiet else None,
        "remind": _seconds(policy.remind),
        "release": _seconds(policy.release),
        "chain": escalation.chain,
        "since": escalation.since,
        "drawn": escalation.drawn,
        "done": escalation.done,
        "asked_at": micros_or_none(escalation.asked_at),
        "over": escalation.over,
        "reminded": escalation.reminded,
        "next": escalation.next,
        "due": micros_or_none(escalation.due),
    }


def load_escalation(data: dict[str, Any] | None) -> Escalation | None:
    """Back from JSON; what an earlier version did not write is as it was then."""
    if data is None:
        return None
    quiet = data.get("quiet")
    policy = Policy(
        tuple(Step(timedelta(seconds=wait), tuple(notify)) for wait, notify in data["steps"]),
        data.get("repeat", 0),
        (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])) if quiet else None,
        _length(data.get("remind")),
        _length(data.get("release")),
    )
    so_far = {name: data[name] for name in _SO_FAR if name in data}
    moments: dict[str, Any] = {name: moment_or_none(data.get(name)) for name in ("asked_at", "due")}
    return Escalation(policy, **moments, **so_far)


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()


def _length(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
