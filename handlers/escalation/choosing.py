"""The policy of a case: the organisation's first rule that matches, else the built-in one of its severity."""

from __future__ import annotations

from datetime import time, timedelta

from handlers.assessment import at_least
from handlers.cases import Case
from handlers.escalation.policy import Policy, RuleWhen, Step
from handlers.people import Directory
from playbooks.model import Severity

NIGHT = (time(22), time(7))  # quiet hours where nobody set any


def _built_in(
    minutes: int,
    repeat: int,
    remind: timedelta | None = None,
    release: timedelta | None = None,
    quiet: tuple[time, time] | None = None,
) -> Policy:
    """Those who have the card, then all duty managers, then all admins."""
    wait = timedelta(minutes=minutes)
    steps = (Step(wait, ("group", "on-duty")), Step(wait, ("managers",)), Step(wait, ("admins",)))
    return Policy(steps, repeat, quiet, remind, release)


BUILT_IN = {
    Severity.CRITICAL: _built_in(2, 2, timedelta(minutes=15), timedelta(minutes=10)),
    Severity.HIGH: _built_in(5, 2, timedelta(hours=1), timedelta(minutes=30)),
    Severity.NORMAL: _built_in(15, 1, timedelta(days=1)),
    Severity.LOW: _built_in(60, 0, quiet=NIGHT),
}


def policy_for(case: Case, directory: Directory) -> Policy:
    """What applies to a case as it stands."""
    found = (rule.policy for rule in directory.escalation if matches(rule.when, case))
    return next(found, BUILT_IN[case.severity])


def matches(when: RuleWhen, case: Case) -> bool:
    """Whether a rule is for this case."""
    return (
        (when.kind is None or when.kind == case.kind.value)
        and (not when.group or any(group in when.group for group in case.groups))
        and (when.severity_at_least is None or at_least(case.severity, when.severity_at_least))
    )
