"""What is to happen next, and when: the decisions, without anything being sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from handlers.escalation.policy import Escalation, Policy, Step

REMINDERS = 3  # to somebody who took a case that never goes back to the others by itself

#: Whether there is anybody whom a step would reach now.
Reaches = Callable[[Step], bool]


@dataclass(frozen=True, slots=True)
class Ask:
    """Step number `index` (counted on through the repeats) is to be taken at `due`."""

    index: int
    due: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Everybody was asked; at `due` it is said that nobody took it."""

    due: datetime


def next_step(escalation: Escalation, now: datetime, reaches: Reaches, zone: tzinfo) -> Ask | GiveUp:
    """The next step that reaches anybody, after its wait. One that reaches nobody is not waited for."""
    policy = escalation.policy
    index = step_now(escalation, reaches)
    if index is None:
        return GiveUp(after_quiet(now + policy.steps[-1].wait, policy.quiet, zone))
    return Ask(index, after_quiet(now + step_at(policy, index).wait, policy.quiet, zone))


def step_now(escalation: Escalation, reaches: Reaches) -> int | None:
    """The number of the first step from here on that reaches anybody; None when there is none left."""
    policy = escalation.policy
    left = range(escalation.done, all_steps(escalation))
    return next((index for index in left if reaches(step_at(policy, index))), None)


def step_asked_for(escalation: Escalation, reaches: Reaches) -> int | None:
    """The step for somebody who asks for more people: the next one, beginning anew after the last."""
    steps = len(escalation.policy.steps)
    some = range(escalation.done, escalation.done + steps)
    return next((index for index in some if reaches(step_at(escalation.policy, index))), None)


def all_steps(escalation: Escalation) -> int:
    """How many steps there are, those of repeats too."""
    return len(escalation.policy.steps) * (escalation.policy.repeat + 1)


def step_at(policy: Policy, index: int) -> Step:
    """The step with this number."""
    return policy.steps[index % len(policy.steps)]


def after_quiet(moment: datetime, quiet: tuple[time, time] | None, zone: tzinfo) -> datetime:
    """`moment`, or the end of the quiet hours that it falls into."""
    if quiet is None:
        return moment
    begin, end = quiet
    local = moment.astimezone(zone)
    clock = local.time()
    over_midnight = begin > end
    inside = (clock >= begin or clock < end) if over_midnight else begin <= clock < end
    if not inside:
        return moment
    morning = local.date() if clock < end else local.date() + timedelta(days=1)
    return datetime.combine(morning, end, zone).astimezone(UTC)


def silent_from(escalation: Escalation, heard: datetime) -> datetime | None:
    """When whoever took the case, and was last heard of at `heard`, is asked about it; None: never."""
    policy = escalation.policy
    if policy.remind is None:
        return None
    if escalation.reminded == 0:
        return heard + policy.remind
    if policy.release is not None:
        return heard + policy.remind + policy.release
    return None if escalation.reminded >= REMINDERS else heard + policy.remind * (escalation.reminded + 1)
