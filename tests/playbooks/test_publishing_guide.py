"""The guide to publishing shows playbooks that can be published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from playbooks.lint import lint_source
from playbooks.loading import Source, parse_yaml, read_as
from playbooks.model import Playbook

GUIDE = Path(__file__).parents[2] / "docs" / "publishing.md"

examples = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("example", examples)
def test_an_example_is_a_whole_playbook_without_a_problem(example: str) -> None:
    document = parse_yaml(example, f"{parse_yaml(example, '').data['id']}.yaml")
    assert lint_source(Source(document, read_as(Playbook, document)), date(2026, 11, 20)) == []
