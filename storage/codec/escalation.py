"""A case's escalation as JSON: seconds, microseconds since 1970, and clock times as text."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from handlers.escalation.policy import Escalation, Policy, Step
from storage.times import micros_or_none, moment_or_none


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
    }


def load_escalation(data: dict[str, Any] | None) -> Escalation | None:
    """Back from JSON."""
    if data is None:
        return None
    quiet = data["quiet"]
    policy = Policy(
        tuple(Step(timedelta(seconds=wait), tuple(notify)) for wait, notify in data["steps"]),
        data["repeat"],
        (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])) if quiet else None,
        _length(data["remind"]),
        _length(data["release"]),
    )
    return Escalation(
        policy,
        chain=data["chain"],
        since=data["since"],
        drawn=data["drawn"],
        done=data["done"],
        asked_at=moment_or_none(data["asked_at"]),
        over=data["over"],
        reminded=data["reminded"],
    )


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else length.total_seconds()


def _length(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
