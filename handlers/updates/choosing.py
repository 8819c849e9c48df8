"""The cadence of a case: the organisation's first rule that matches, else the built-in one of its severity."""

from __future__ import annotations

from datetime import time, timedelta

from handlers.cases import Case
from handlers.escalation.choosing import matches
from handlers.people import Directory
from handlers.updates.cadence import Cadence
from playbooks.model import Kind, Severity

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_NIGHT = (time(22), time(7))

#: The worse it is, the sooner and the more often; of what is low nobody needs to hear in between.
BUILT_IN = {
    Severity.CRITICAL: Cadence(5 * _MINUTE, 5 * _MINUTE, 20 * _MINUTE, 2 * _HOUR, _HOUR),
    Severity.HIGH: Cadence(15 * _MINUTE, 30 * _MINUTE, _HOUR, 8 * _HOUR, 4 * _HOUR),
    Severity.NORMAL: Cadence(4 * _HOUR, _DAY, _DAY, quiet=_NIGHT),
}


def cadence_for(case: Case, directory: Directory, report_every: timedelta | None = None) -> Cadence | None:
    """What applies to a case as it stands; None: nobody is asked. Complaints have deadlines instead.

    `report_every`: how often at least the case's playbook wants it, where the organisation has no rule.
    """
    for rule in directory.updates:
        if matches(rule.when, case):
            return rule.cadence
    usual = None if case.kind is Kind.COMPLAINT else BUILT_IN.get(case.severity)
    return usual if report_every is None else _at_least(usual, report_every)


def _at_least(usual: Cadence | None, every: timedelta) -> Cadence:
    if usual is None:
        return Cadence(every, every, every)
    return Cadence(min(usual.first, every), min(usual.second, every), min(usual.every, every), quiet=usual.quiet)
