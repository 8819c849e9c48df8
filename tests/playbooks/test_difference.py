"""What changes for people from one edition to another, told in plain sentences."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.difference import Change, Who, differences
from playbooks.difference.fields import other_fields
from playbooks.difference.lists import compared
from playbooks.difference.naming import TYPES
from playbooks.loading import load_library, parse_yaml, read_as, read_yaml
from playbooks.model import Playbook, Role

CASES = read_yaml(Path(__file__).with_name("differences.yaml")).data

SPILL = """\
id: spill
kind: incident
owner: duty
version: 3
reviewed: 2026-03-01
sources: [House rules]
title: {en: Spill, zh-Hans: 液体洒漏, pt: Derrame}
aliases: {en: [wet floor]}
headline: [what]
questions:
  - id: what
    type: choice
    ask: {en: What is it?, zh-Hans: 是什么？, pt: O que é?}
    choices:
      - {id: water, label: {en: Water, zh-Hans: 水, pt: Água}, aliases: [rain]}
      - {id: oil, label: {en: Oil, zh-Hans: 油, pt: Óleo}}
      - {id: other, label: {en: Something else, zh-Hans: 其他, pt: Outro}}
  - {id: slips, type: yes_no, ask: Did anybody slip?}
  - {id: people, type: number, ask: How many?, maximum: 5, when: {question: slips, equals: "yes"}}
  - {id: lane, type: text, ask: Which lane?, required: false}
severity_rules:
  - {severity: high, when: {question: slips, equals: "yes"}}
routing:
  - {notify: [safety], when: {question: people, more_than: 1}}
roles:
  - {id: guard, name: Guard}
  - {id: cleaner, name: Cleaner}
steps:
  - {id: close, text: Close the lane., role: guard, within: 3min}
  - {id: clean, text: Clean it up., role: cleaner, after: [close]}
  - {id: sign, text: Put up a sign., call: [{name: Cleaners, number: "1234"}]}
  - {id: safe, text: Is it safe?, decide: [{id: "yes", label: Safe}, {id: "no", label: Not safe}]}
resolution:
  outcomes: [{id: done, label: Cleaned}, {id: open, label: Still wet}]
closing: {en: Thank you., zh-Hans: 谢谢。, pt: Obrigado.}
"""


def playbook(text: str) -> Playbook:
    return read_as(Playbook, parse_yaml(text, "spill.yaml"))


def changes(*edits: tuple[str, str], language: str = "en") -> list[Change]:
    text = SPILL
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return differences(playbook(SPILL), playbook(text), language)


def told(*edits: tuple[str, str]) -> list[str]:
    return [f"{change.who.value}: {change.text}" for change in changes(*edits)]


def test_nothing_changes_between_equal_playbooks() -> None:
    assert differences(playbook(SPILL), playbook("# a remark\n" + SPILL)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"][:60])
def test_each_change_is_one_plain_sentence(case: dict[str, str]) -> None:
    assert case["says"] in told((case["old"], case["new"]))


def test_a_question_that_moves_is_told_once() -> None:
    lane = "  - {id: lane, type: text, ask: Which lane?, required: false}\n"
    moved = (lane, ""), ("  - {id: slips", lane + "  - {id: slips")
    assert told(*moved) == ["reporter: “Which lane?” is now asked after “What is it?”."]


def test_steps_that_move_are_told_as_few_as_explain_it() -> None:
    assert told(
        ("  - {id: close, text: Close the lane., role: guard, within: 3min}\n", ""),
        ("  - {id: safe", "  - {id: close, text: Close the lane., role: guard, within: 3min}\n  - {id: safe"),
    ) == ["team: “Close the lane” now stands after “Put up a sign”."]


def test_words_of_every_language_are_told_to_whoever_meets_them() -> None:
    every = "ask: {en: What is on the floor?, zh-Hans: 地上是什么？, pt: O que há no chão?}"
    assert told(("ask: {en: What is it?, zh-Hans: 是什么？, pt: O que é?}", every)) == [
        "reporter: Question “What is it?”: now worded “What is on the floor?”."
    ]


def test_words_of_one_language_are_told_to_its_readers() -> None:
    found = changes(("pt: O que é?", "pt: O que se passa?"))
    assert [(one.who, one.language, one.text) for one in found] == [
        (Who.READER, "pt", "Question “What is it?”: “O que é?” is now “O que se passa?”.")
    ]


def test_readers_of_converted_chinese_notice_when_the_other_script_changes() -> None:
    found = changes(("zh-Hans: 是什么？", "zh-Hans: 洒了什么？"))
    assert [(one.language, one.text) for one in found] == [
        ("zh-Hans", "Question “What is it?”: “是什么？” is now “洒了什么？”."),
        ("zh-Hant", "Question “What is it?”: “是什麼？” is now “灑了什麼？”."),
    ]


def test_texts_are_quoted_in_the_language_that_is_asked_for() -> None:
    found = changes(("      - {id: oil, label: {en: Oil, zh-Hans: 油, pt: Óleo}}\n", ""), language="pt")
    assert found[0].text == "“O que é?” can no longer be answered “Óleo”."


def test_an_answer_that_is_only_reworded_is_no_other_answer() -> None:
    assert told(("{en: Oil,", "{en: Oil or fat,")) == [
        "reporter: Answer “Oil”: now worded “Oil or fat” (in English)."
    ]


def test_changes_are_told_group_by_group() -> None:
    found = changes(("version: 3", "version: 4"), ("role: guard", "role: cleaner"), ("maximum: 5", "maximum: 9"))
    assert [one.who for one in found] == [Who.REPORTER, Who.TEAM, Who.OWNER]


def test_whatever_two_playbooks_are_they_can_be_compared_in_every_language() -> None:
    library = [edition.playbook for edition in load_library()]
    for old, new in pairwise(library):
        for language in ("en", "zh-Hans", "zh-Hant", "pt"):
            assert all(change.text.endswith(".") for change in differences(old, new, language))


@given(st.permutations(range(7)))
def test_what_moved_and_what_stayed_make_the_new_order(order: list[int]) -> None:
    def named(numbers: list[int]) -> list[Role]:
        return [Role.model_validate({"id": f"r{number}", "name": f"{number}"}) for number in numbers]

    moved = {part.id for part in compared(named(list(range(7))), named(order)).moved}
    staying = [number for number in order if f"r{number}" not in moved]
    assert staying == sorted(staying)
    assert not (order == sorted(order) and moved)


def test_every_type_of_question_has_a_name() -> None:
    types = Playbook.model_json_schema()["properties"]["questions"]["items"]["discriminator"]["mapping"]
    assert set(types) == set(TYPES)


def test_a_field_that_nobody_thought_of_is_not_passed_over() -> None:
    old, new = (Role.model_validate({"id": "guard", "name": name}) for name in ("Guard", "Steward"))
    found = list(other_fields(old, new, "Role", "roles/guard", Who.TEAM, {"id", "many"}))
    assert [one.text for one in found] == ["Role: `name` is another one."]
