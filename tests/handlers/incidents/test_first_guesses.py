"""What the reporter's answers and the playbook say of an incident before anybody who is responsible does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.given import Given
from handlers.incidents.category import About, guessed
from handlers.incidents.grade import Grade, by_answers, lifted, suggested
from handlers.incidents.usual_matrix import USUAL_MATRIX
from playbooks.model import Area, Node, Playbook, Severity
from tests.handlers.desk.world import edition

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
PLAYBOOK = """
id: broken
kind: incident
owner: duty
version: 1
reviewed: 2026-01-01
sources: [house]
title: Broken
questions:
  - {id: about, type: choice, ask: What?, other: true, choices: [{id: people, label: P}, {id: management, label: M}]}
  - {id: weather, type: yes_no, ask: The weather?}
  - {id: again, type: choice, ask: Again?, choices: [{id: never, label: Never}, {id: soon, label: Soon}]}
  - {id: bad, type: choice, ask: Bad?, choices: [{id: little, label: Little}, {id: very, label: Very}]}
category:
  area: technology
  area_from: about
  rules:
    - {area: environment, when: {question: weather, equals: "yes"}}
    - {area: people, node: dispatch, when: {question: weather, answered: true}}
grading:
  by: reporter
  likelihood: {question: again, scores: {never: 1, soon: 5}}
  impact: {question: bad, scores: {little: 2, very: 4}}
closing: Thanks
"""
BROKEN = edition(PLAYBOOK).playbook


def given(playbook: Playbook = BROKEN, **answers: Any) -> Given:
    return Given(playbook, answers, {}, NOW)


@pytest.mark.parametrize(
    ("answers", "about"),
    [
        ({}, About(Area.TECHNOLOGY)),
        ({"weather": "no"}, About(Area.PEOPLE, Node.DISPATCH)),
        ({"weather": "yes"}, About(Area.ENVIRONMENT, Node.DISPATCH)),
        ({"weather": "yes", "about": "management"}, About(Area.MANAGEMENT, Node.DISPATCH)),
        ({"about": {"other": "the moon"}}, About(Area.TECHNOLOGY)),
    ],
)
def test_the_answer_comes_before_the_rules_and_the_rules_before_the_playbook(
    answers: dict[str, Any], about: About
) -> None:
    assert guessed(given(**answers)) == about


def test_a_playbook_that_says_nothing_guesses_nothing() -> None:
    silent = BROKEN.model_copy(update={"category": None, "grading": None})
    assert guessed(given(silent)) is None
    assert suggested(given(silent, again="soon"), USUAL_MATRIX) == (None, None)


def test_the_reporters_answers_are_a_grade_only_where_the_playbook_takes_their_word() -> None:
    answers = given(again="soon", bad="very")
    assert by_answers(answers, USUAL_MATRIX) == Grade("certain", "major", "extreme", NOW)
    asked = BROKEN.model_copy(
        update={"grading": BROKEN.grading and BROKEN.grading.model_copy(update={"by": "duty-manager"})}
    )
    assert by_answers(given(asked, again="soon", bad="very"), USUAL_MATRIX) is None
    assert suggested(given(asked, again="soon", bad="very"), USUAL_MATRIX) == (4, 3)


def test_half_an_answer_is_no_grade() -> None:
    assert by_answers(given(again="soon"), USUAL_MATRIX) is None


def test_a_grade_lifts_the_severity_and_never_lowers_it() -> None:
    high, low = Grade("likely", "minor", "high", NOW), Grade("rare", "minor", "low", NOW)
    assert lifted(Severity.LOW, high, USUAL_MATRIX) is Severity.HIGH
    assert lifted(Severity.CRITICAL, high, USUAL_MATRIX) is Severity.CRITICAL
    assert lifted(Severity.NORMAL, low, USUAL_MATRIX) is Severity.NORMAL
    assert lifted(Severity.NORMAL, Grade("a", "b", "of another matrix", NOW), USUAL_MATRIX) is Severity.NORMAL
