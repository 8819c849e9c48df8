"""The programme of drills in the organisation file: what it may say, and how a mistake is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.drills.rules import AHEAD, DrillRule, Every
from handlers.fitting import misfits
from handlers.organisation import read_organisation
from playbooks.loading import LIBRARY, load_library, parse_yaml
from playbooks.problems import Malformed

HERE = "name: Terminal\nstaff: [{id: ana, name: Ana}]\ngroups: [{id: duty, name: Duty, members: [ana]}]\n"


def rules(text: str) -> tuple[DrillRule, ...]:
    return read_organisation(parse_yaml(HERE + text, "org.yaml")).drilling


def refused(text: str) -> list[str]:
    with pytest.raises(Malformed) as caught:
        rules(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_rule_is_per_playbook_and_group_with_an_interval_and_how_long_ahead() -> None:
    assert rules(
        "drills:\n"
        "  - {playbook: fire, every: 6 months}\n"
        "  - {playbook: [typhoon, robbery], group: duty, every: 1 year, ahead: 6 weeks}\n"
        "  - {every: never}\n"
    ) == (
        DrillRule(Every(months=6), ("fire",)),
        DrillRule(Every(months=12), ("typhoon", "robbery"), ("duty",), timedelta(days=42)),
        DrillRule(None),
    )
    assert rules("") == ()
    assert timedelta(days=30) == AHEAD


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("drills: [{playbook: fire}]", "org.yaml:4:10: item 1 of `drills` has no `every`"),
        ("drills: [{every: often}]", "org.yaml:4:18: `every`: write a length of time such as `90 days`"),
        ("drills: [{every: 6}]", "org.yaml:4:18: `every`: write a length of time"),
        (
            "drills: [{every: 1 year, ahead: 2 months}]",
            "org.yaml:4:33: `ahead`: write a length of time such as `30 days`",
        ),
        ("drills: [{every: 20 days}]", "org.yaml:4:10: the reminder comes as long ahead"),
        ("drills: [{every: 1 year, group: [duty, nite]}]", "org.yaml:4:40: there is no group `nite`"),
        ("drills: [{every: 1 year, teams: duty}]", "org.yaml:4:26: "),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, told: str) -> None:
    (problem,) = refused(text)
    assert problem.startswith(told), problem


def test_a_playbook_that_is_not_there_is_told() -> None:
    document = parse_yaml(HERE + "drills: [{every: 1 year, playbook: [fire, fier]}]", "org.yaml")
    found = misfits(load_library(LIBRARY), document, read_organisation(document))
    assert "org.yaml:4:43: there is no playbook `fier`" in "\n".join(map(str, found))
