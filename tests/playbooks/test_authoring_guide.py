"""The guide for authors shows nothing that the playbook reader would refuse."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from playbooks.lint import lint_source
from playbooks.loading import Source, parse_yaml, read_as
from playbooks.model import Playbook

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"
REVIEWED = date(2026, 11, 15)
REST = {
    "id": "example",
    "kind": "incident",
    "owner": "Somebody",
    "version": "1",
    "reviewed": REVIEWED.isoformat(),
    "sources": "[The guide]",
    "title": "Example",
    "closing": "Thank you.",
}

examples = re.findall(r"^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("example", examples)
def test_an_example_of_the_guide_is_a_playbook_or_part_of_one(example: str) -> None:
    problems = lint_source(whole(example), REVIEWED)

    assert [problem for problem in problems if problem.level == "error"] == []


def test_the_guide_shows_every_type_of_question() -> None:
    shown = {question.type for example in examples for question in whole(example).playbook.questions}
    types = Playbook.model_json_schema()["properties"]["questions"]["items"]["discriminator"]["mapping"]

    assert shown == set(types)


def test_the_smallest_playbook_is_complete() -> None:
    assert examples[0].startswith("id: lost-property")
    assert lint_source(whole(examples[0]), REVIEWED) == []


def whole(example: str) -> Source:
    """An example with whatever it leaves out filled in."""
    missing = {key: value for key, value in REST.items() if not re.search(rf"^{key}:", example, re.MULTILINE)}
    text = "".join(f"{key}: {value}\n" for key, value in missing.items()) + example
    document = parse_yaml(text, f"{parse_yaml(text, '').data['id']}.yaml")
    return Source(document, read_as(Playbook, document))
