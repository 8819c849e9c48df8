"""Which changes of a playbook make people drill it again: other steps and limits, not other words."""

from __future__ import annotations

import pytest

from playbooks.difference.material import is_material, material
from playbooks.loading import parse_yaml, read_as
from playbooks.model import Playbook

CHECK = """\
id: faint
kind: emergency
owner: duty
version: 3
reviewed: 2026-03-01
sources: [House rules]
title: Faint
headline: [where]
closing: Thank you.
questions: [{id: where, type: text, ask: Where?}]
roles: [{id: helper, name: Helper}]
levels: [{id: one, name: One, reports: [{id: office, text: Tell the office., within: 1h}]}]
report_every: 30min
steps:
  - {id: look, text: Look for danger., within: 1min, call: [{name: Desk, number: "1234"}]}
  - {id: check, text: Check breathing., hint: Tilt the head., critical: true}
  - {id: kit, text: Fetch the kit., uses: [aed]}
"""


def playbook(text: str = CHECK) -> Playbook:
    return read_as(Playbook, parse_yaml(text, "faint.yaml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - {id: kit, text: Fetch the kit., uses: [aed]}\n", ""),
        ("within: 1min", "within: 2min"),
        (", critical: true", ""),
        ("uses: [aed]", "role: helper"),
        ("critical: true", "confirm: 2"),
        ("critical: true", "after: [look]"),
        ("report_every: 30min", "report_every: 10min"),
        ("within: 1h", "within: 2h"),
    ],
)
def test_steps_and_limits_are_material(old: str, new: str) -> None:
    assert material(playbook(), playbook(CHECK.replace(old, new)))


def test_the_order_of_steps_is_material() -> None:
    *others, look, check, kit = CHECK.splitlines(keepends=True)
    assert material(playbook(), playbook("".join([*others, check, look, kit])))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Look for danger.", "Look around for danger."),
        ("Tilt the head.", "Tilt the head back."),
        ("title: Faint", "title: Somebody fainted"),
        ("version: 3", "version: 4"),
        ('"1234"', '"5678"'),
        ("uses: [aed]", "uses: [first-aid-kit]"),
        ("ask: Where?}", "ask: Where?}, {id: who, type: text, ask: Who?}"),
    ],
)
def test_words_numbers_and_questions_are_not(old: str, new: str) -> None:
    assert CHECK.replace(old, new) != CHECK
    assert material(playbook(), playbook(CHECK.replace(old, new))) == []


@pytest.mark.parametrize(
    ("part", "yes"),
    [
        ("steps/check", True),
        ("steps/row/steps/check/within", True),
        ("steps/check/track", False),
        ("levels/grave/reports/police", True),
        ("levels/grave/notify", False),
        ("routing", False),
    ],
)
def test_it_is_told_by_where_it_stands(part: str, yes: bool) -> None:
    assert is_material(part) is yes
