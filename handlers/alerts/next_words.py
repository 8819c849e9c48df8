"""What comes next for a case that nobody has taken: who is asked when, and how long it has waited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers.alerts.cards import clock_time
from handlers.cases import Case, Entry, Status
from handlers.escalation.deciding import step_at
from handlers.escalation.policy import Step
from handlers.escalation.targets import OTHER
from handlers.people import Directory
from playbooks.locale_format import duration, series
from playbooks.phrases import Phrases

NAMED = 3  # groups on the line
_ANEW = ("opened", "unacknowledged", "reopened")


def next_step_line(case: Case, directory: Directory, now: datetime, say: Phrases) -> str | None:
    """`Next: duty managers, 14:05`; None when nobody else will be asked, or somebody has it."""
    escalation = case.escalation
    if case.status is not Status.OPEN or escalation is None or escalation.due is None or escalation.next is None:
        return None
    time = clock_time(escalation.due, directory, now, say.language)
    who = series(list(_whom(step_at(escalation.policy, escalation.next), case, directory, say)), say.language)
    # TRANSLATORS: A line of an alert that nobody has taken: who is asked next, and when.
    return say("Next: {names} {time}", names=who, time=time)


def waited_line(case: Case, entries: Sequence[Entry], now: datetime, say: Phrases) -> str | None:
    """How long nobody has had it; None when somebody has."""
    since = max((entry.at for entry in entries if entry.kind in _ANEW), default=None)
    if case.status is not Status.OPEN or since is None:
        return None
    # TRANSLATORS: How long a case has been waiting for somebody to take it.
    return say("Waiting for {time}", time=duration(now - since, say.language))


def _whom(step: Step, of: Case, directory: Directory, say: Phrases) -> Iterator[str]:
    for word in step.notify:
        match word:
            case "group":
                yield from _groups(of.groups, directory, say)
            case "on-duty":
                # TRANSLATORS: In a list of those who are asked next to take a case.
                yield say("whoever is on duty")
            case "managers":
                yield say("all duty managers")
            case "admins":
                yield say("all admins")
            case _:
                yield from _groups((word.removeprefix(OTHER),), directory, say)


def _groups(ids: Sequence[str], directory: Directory, say: Phrases) -> Iterator[str]:
    known = [directory.group_by_id[group] for group in ids if group in directory.group_by_id]
    yield from (group.name.text(say.language) for group in known[:NAMED])
    if len(known) > NAMED:
        yield say("and {n} more", n=len(known) - NAMED)
