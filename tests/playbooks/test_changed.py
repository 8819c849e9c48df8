"""What differs between two editions, in plain lines."""

from __future__ import annotations

import pytest

from playbooks.changed import differences
from playbooks.loading import load_library, parse_yaml, read_as
from playbooks.model import Playbook

PLAYBOOK = """
id: fire
kind: emergency
owner: office
version: 1
reviewed: 2026-01-01
sources: [a book]
title: {en: Fire, pt: Fogo}
closing: Thank you
questions:
  - {id: where, type: place, ask: Where?}
  - {id: kind, type: choice, ask: What burns?, choices: [{id: oil, label: Oil}, {id: gas, label: Gas}]}
  - {id: fax, type: text, ask: Fax?}
steps:
  - {id: aed, text: {en: Fetch it., pt: Traga.}, within: 3min}
  - {id: out, text: Everybody out.}
"""


def read(text: str) -> Playbook:
    return read_as(Playbook, parse_yaml(text, "fire.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("reviewed: 2026-01-01", "reviewed: 2026-02-01", []),
        ("version: 1", "version: 2", []),
        ("title: {en: Fire,", "title: {en: Smoke,", ["title reworded (en)"]),
        ("owner: office", "owner: office\nseverity: critical", ["severity – → critical"]),
        ("ask: Where?", "ask: Which place?", ["question `where`: ask reworded (en)"]),
        ("ask: Where?", "ask: Where?, required: false", ["question `where`: required – → no"]),
        ("  - {id: fax, type: text, ask: Fax?}\n", "", ["question `fax`: gone"]),
        ("id: fax,", "id: phone,", ["question `phone`: new", "question `fax`: gone"]),
        ("{id: oil, label: Oil}, ", "", ["question `kind`, choice `oil`: gone"]),
        ("label: Gas}", "label: Gas leak}", ["question `kind`, choice `gas`: label reworded (en)"]),
        ("within: 3min", "within: 2min", ["step `aed`: within 3min → 2min"]),
        ("within: 3min", "within: 3min, critical: true", ["step `aed`: critical – → yes"]),
        ("pt: Traga.", "pt: Vá.", ["step `aed`: text reworded (pt)"]),
        ("closing: Thank you", "closing: Thank you\nrouting: [{notify: [duty]}]", ["routing added"]),
    ],
)
def test_each_thing_is_a_line(old: str, new: str, lines: list[str]) -> None:
    assert old in PLAYBOOK
    assert sorted(differences(read(PLAYBOOK), read(PLAYBOOK.replace(old, new)))) == sorted(lines)


def test_another_order_is_told() -> None:
    first, second = (
        "  - {id: aed, text: {en: Fetch it., pt: Traga.}, within: 3min}\n",
        "  - {id: out, text: Everybody out.}\n",
    )
    turned = PLAYBOOK.replace(first + second, second + first)
    assert differences(read(PLAYBOOK), read(turned)) == ["steps: in another order"]


def test_what_a_map_names_has_not_gone() -> None:
    moved = "map: {from: 1, questions: {where: spot, fax: {dropped: Nobody faxes.}}, steps: {aed: heart}}"
    new = PLAYBOOK.replace("version: 1", f"version: 2\n{moved}").replace("id: where", "id: spot")
    new = new.replace("id: aed", "id: heart").replace("  - {id: fax, type: text, ask: Fax?}\n", "")
    told = ["question `where` is `spot` now", "step `aed` is `heart` now", "question `fax`: gone"]
    assert differences(read(PLAYBOOK), read(new)) == told


def test_nothing_differs_from_itself() -> None:
    for edition in load_library():
        assert differences(edition.playbook, edition.playbook) == []
