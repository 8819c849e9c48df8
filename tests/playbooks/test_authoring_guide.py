"""The guide for authors shows nothing that the playbook reader would refuse, and the same in both its languages.

What is added to `docs/authoring.md` goes into `docs/authoring.zh.md` as well: the same section, the same example (its
remarks in Chinese), the same fields.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from playbooks.lint import lint_source
from playbooks.loading import Source, parse_yaml, read_as
from playbooks.model import Playbook

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = {
    language: (DOCS / name).read_text("utf-8")
    for language, name in [("en", "authoring.md"), ("zh", "authoring.zh.md")]
}
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


def blocks(guide: str, kind: str) -> list[str]:
    """The blocks of one kind, such as `yaml`, without the indentation of the list they may stand in."""
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```", guide, flags=re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


EXAMPLES = [(language, example) for language, guide in GUIDES.items() for example in blocks(guide, "yaml")]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_an_example_of_the_guide_is_a_playbook_or_part_of_one(language: str, example: str) -> None:
    problems = lint_source(whole(example), REVIEWED)

    assert [problem for problem in problems if problem.level == "error"] == []


def test_the_guide_shows_every_type_of_question() -> None:
    shown = {question.type for _, example in EXAMPLES for question in whole(example).playbook.questions}
    types = Playbook.model_json_schema()["properties"]["questions"]["items"]["discriminator"]["mapping"]

    assert shown == set(types)


def test_the_smallest_playbook_is_complete() -> None:
    smallest = blocks(GUIDES["en"], "yaml")[0]
    assert smallest.startswith("id: lost-property")
    assert lint_source(whole(smallest), REVIEWED) == []


def test_both_languages_have_the_same_sections_in_the_same_order() -> None:
    levels = {
        language: re.findall(r"^(#+) ", without_blocks(guide), re.MULTILINE) for language, guide in GUIDES.items()
    }
    assert levels["en"] == levels["zh"]


def test_both_languages_have_the_same_examples_section_by_section() -> None:
    """Remarks in an example are in the guide's language; what it says to Muster is the same."""
    en, zh = (sections(guide) for guide in GUIDES.values())
    for ours, theirs in zip(en, zh, strict=True):
        assert [parse_yaml(one, "").data for one in blocks(ours, "yaml")] == [
            parse_yaml(one, "").data for one in blocks(theirs, "yaml")
        ]
        for kind in ("sh", "text"):
            assert [bare(one) for one in blocks(ours, kind)] == [bare(one) for one in blocks(theirs, kind)]


def test_both_languages_explain_the_same_fields_and_lead_to_the_same_pages() -> None:
    for pattern in (r"^\| (`.*?) \|", r"`muster (\w+)", r"\]\((\w+\.md)\)"):
        en, zh = (
            sorted(set(re.findall(pattern, guide.replace("`、`", "`, `"), re.MULTILINE))) for guide in GUIDES.values()
        )
        assert [one for one in en if "authoring" not in one] == [one for one in zh if "authoring" not in one]


@pytest.mark.parametrize("language", GUIDES)
def test_every_link_leads_to_a_section_or_a_page_that_is_there(language: str) -> None:
    guide = GUIDES[language]
    anchors = {anchor(title) for title in re.findall(r"^#+ (.+)$", without_blocks(guide), re.MULTILINE)}
    for page, section in re.findall(r"\]\((\w[\w.]*\.md)?(?:#([^)]+))?\)", guide):
        assert not page or (DOCS / page).is_file()
        assert page or section in anchors


def test_pages_that_lead_to_a_section_of_the_guide_find_it() -> None:
    anchors = {anchor(title) for title in re.findall(r"^#+ (.+)$", without_blocks(GUIDES["en"]), re.MULTILINE)}
    named = [
        name
        for page in DOCS.glob("*.md")
        for name in re.findall(r"\(authoring\.md#([^)]+)\)", page.read_text("utf-8"))
    ]
    assert set(named) <= anchors


def anchor(title: str) -> str:
    """As GitHub makes them."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def sections(guide: str) -> list[str]:
    return re.split(r"^## ", guide, flags=re.MULTILINE)


def without_blocks(guide: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", guide, flags=re.DOTALL | re.MULTILINE)


def bare(block: str) -> list[str]:
    """The lines of a block without remarks."""
    return [re.sub(r"\s+# .*$", "", line) for line in block.splitlines()]


def whole(example: str) -> Source:
    """An example with whatever it leaves out filled in."""
    missing = {key: value for key, value in REST.items() if not re.search(rf"^{key}:", example, re.MULTILINE)}
    text = "".join(f"{key}: {value}\n" for key, value in missing.items()) + example
    document = parse_yaml(text, f"{parse_yaml(text, '').data['id']}.yaml")
    return Source(document, read_as(Playbook, document))
