"""What comes next and for how long nobody has had it: short however many groups there are; nothing once taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.alerts.next_words import next_step_line, waited_line
from handlers.cases import Case, Entry, Run, Status
from handlers.escalation.policy import Escalation, Policy, Step
from handlers.people import Directory, Group
from playbooks.model import Kind, Severity
from playbooks.phrases import phrases
from playbooks.words import Words

AT = datetime(2026, 3, 1, 14, 0, tzinfo=UTC)
STEPS = (Step(timedelta(minutes=5), ("group", "on-duty")), Step(timedelta(minutes=5), ("group:g7", "managers")))
GROUPS = tuple(Group(f"g{n}", Words(f"Group {n}")) for n in range(9))
CASE = Case(
    *("1", "I-1", Kind.INCIDENT, Run.REAL, "spill", "e", Severity.LOW, "bo", AT),
    groups=tuple(group.id for group in GROUPS),
    escalation=Escalation(Policy(STEPS, 1), next=0, due=AT + timedelta(minutes=5)),
)


def said(case: Case) -> str | None:
    return next_step_line(case, Directory(groups=GROUPS), AT, phrases("en"))


def test_it_names_who_is_asked_and_when() -> None:
    assert said(CASE) == "Next: Group 0, Group 1, Group 2, and 6 more, whoever is on duty 14:05"
    assert CASE.escalation is not None
    later = replace(CASE.escalation, next=3, due=AT + timedelta(days=1))
    assert said(replace(CASE, escalation=later)) == "Next: Group 7, all duty managers 2 Mar 14:00"


def test_nothing_comes_next_for_what_is_taken_or_was_asked_of_everybody() -> None:
    assert CASE.escalation is not None
    for case in (
        replace(CASE, status=Status.ACKNOWLEDGED),
        replace(CASE, escalation=None),
        replace(CASE, escalation=replace(CASE.escalation, next=None)),
    ):
        assert said(case) is None


def test_the_wait_begins_anew_with_every_beginning() -> None:
    entries = [Entry(1, AT - timedelta(hours=3), "opened", "bo", {}, "", "")]
    entries += [Entry(2, AT - timedelta(minutes=12), "reopened", "ana", {}, "", "")]
    assert waited_line(CASE, entries, AT, phrases("en")) == "Waiting for 12 minutes"
    assert waited_line(replace(CASE, status=Status.RESOLVED), entries, AT, phrases("en")) is None
