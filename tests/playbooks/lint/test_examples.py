"""Every rule's own examples: the good ones pass it, the bad ones do not."""

from __future__ import annotations

import re
from datetime import date
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest
import yaml

from playbooks.lint import RULES
from playbooks.lint.subject import Subject
from playbooks.loading import Source, parse_yaml, read_as
from playbooks.model import Playbook

BASE: dict[str, Any] = {
    "id": "example",
    "kind": "incident",
    "owner": "duty",
    "version": 1,
    "reviewed": "2026-01-31",
    "sources": ["our own practice"],
    "title": "Example",
    "questions": [{"id": "hurt", "type": "yes_no", "ask": "Hurt?"}],
    "closing": "Thank you",
}


def examples(module: ModuleType) -> list[tuple[str, str]]:
    """The examples of a rule's docstring: good or bad, and the YAML."""
    parts = re.split(r"^(Good|Bad):\n", module.__doc__ or "", flags=re.MULTILINE)[1:]
    return [(kind, dedent(text)) for kind, text in zip(parts[::2], parts[1::2], strict=True)]


CASES = [
    pytest.param(module, kind, text, id=f"{module.__name__.rpartition('.')[2]}-{number}-{kind.lower()}")
    for module in RULES
    for number, (kind, text) in enumerate(examples(module))
]


@pytest.mark.parametrize(("module", "kind", "text"), CASES)
def test_the_rule_judges_its_own_examples(module: ModuleType, kind: str, text: str) -> None:
    document = parse_yaml(
        yaml.safe_dump({**BASE, **_written(text)}, allow_unicode=True, sort_keys=False), "example.yaml"
    )
    subject = Subject(Source(document, read_as(Playbook, document)), date(2026, 6, 1), frozenset({"duty"}))
    found = list(module.check(subject))
    assert bool(found) is (kind == "Bad"), [str(problem) for problem in found]
    assert all(problem.wrong and problem.remedy for problem in found)
    assert all((problem.line, problem.column) != (1, 1) for problem in found)


def _written(text: str) -> dict[str, Any]:
    data = parse_yaml(text, "docstring").data
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize("module", RULES)
def test_every_rule_shows_what_is_good_and_what_is_bad(module: ModuleType) -> None:
    assert {kind for kind, _ in examples(module)} == {"Good", "Bad"}
