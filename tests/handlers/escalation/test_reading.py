"""Policies in the organisation file: what they say, what is refused and why, and which one a case gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from handlers.escalation.choosing import BUILT_IN, policy_for
from handlers.escalation.policy import Policy, Rule, RuleWhen, Step
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.loading import parse_yaml
from playbooks.model import Severity
from playbooks.problems import Malformed
from tests.handlers.alerts.test_addressing import CASE

_HEAD = """name: Shop
staff:
  - {id: ana, name: Ana, role: duty-manager}
  - {id: bo, name: Bo}
groups:
  - {id: duty, name: {en: Duty}, members: [ana]}
  - {id: empty, name: {en: Empty}}
escalation:
"""


def read(entry: str) -> Directory:
    return read_organisation(parse_yaml(_HEAD + entry, "organisation.yaml"))


def test_everything_a_policy_can_say() -> None:
    entry = """
  - when: {kind: emergency, group: duty, severity_at_least: high}
    steps: [{wait: 90s, notify: [group, on-duty]}, {wait: 5min, notify: "group:duty"}]
    repeat: 2
    quiet: "22:00-07:00"
    remind: 1h
    release: 30min
"""
    (rule,) = read(entry).escalation
    steps = (Step(timedelta(seconds=90), ("group", "on-duty")), Step(timedelta(minutes=5), ("group:duty",)))
    night = (time(22), time(7))
    assert rule == Rule(
        Policy(steps, 2, night, timedelta(hours=1), timedelta(minutes=30)), RuleWhen("emergency", ("duty",), "high")
    )


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("  - steps: [{wait: 5min, notify: boss}]", 9, "`boss` is nobody"),
        ("  - steps: []", 9, "steps"),
        ("  - steps: [{wait: soon, notify: group}]", 9, "length of time"),
        ("  - steps: [{wait: 5s, notify: group}]", 9, "30"),
        ("  - steps: [{wait: 5min, notify: 'group:nope'}]", 9, "there is no group `nope`"),
        ("  - {when: {group: nope}, steps: [{wait: 5min, notify: group}]}", 9, "there is no group `nope`"),
        ("  - steps: [{wait: 5min, notify: admins}]", 9, "this policy can reach nobody"),
        ("  - {when: {group: empty}, steps: [{wait: 5min, notify: [group, on-duty]}]}", 9, "empty: no chat and no"),
        ("  - {quiet: night, steps: [{wait: 5min, notify: group}]}", 9, "no hours"),
        ("  - {quiet: '25:00-07:00', steps: [{wait: 5min, notify: group}]}", 9, "no hours"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(entry: str, line: int, words: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(entry)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert words in str(problem)


def test_a_policy_with_one_step_that_reaches_somebody_is_good_enough() -> None:
    assert read("  - steps: [{wait: 5min, notify: admins}, {wait: 5min, notify: managers}]").escalation


def test_the_first_rule_that_matches_is_taken_else_the_built_in_one() -> None:
    high = Rule(Policy((Step(timedelta(minutes=1), ("group",)),)), RuleWhen(severity_at_least="high"))
    duty = Rule(Policy((Step(timedelta(minutes=2), ("group",)),)), RuleWhen(group=("duty",)))
    town = Directory(escalation=(high, duty))
    case = replace(CASE, groups=("fire",), severity=Severity.HIGH)
    assert policy_for(case, town) is high.policy
    assert policy_for(replace(case, groups=("duty",), severity=Severity.LOW), town) is duty.policy
    assert policy_for(replace(case, severity=Severity.NORMAL), town) is BUILT_IN[Severity.NORMAL]
