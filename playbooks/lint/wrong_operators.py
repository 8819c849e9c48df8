"""A comparison fits the kind of answer it looks at.

Good:
    questions:
      - {id: people, type: number, ask: How many?}
      - {id: more, type: text, ask: More?, when: {question: people, at_least: 3}}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: more, type: text, ask: More?, when: {question: hurt, at_least: 3}}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: more, type: text, ask: More?, when: {question: hurt, equals: true}}
Bad:
    questions:
      - {id: people, type: number, ask: How many?}
      - {id: more, type: text, ask: More?, when: {question: people, equals: many}}
Bad:
    questions:
      - {id: who, type: person, ask: Who?}
      - {id: more, type: text, ask: More?, when: {question: who, more_than: 1}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbooks.lint.subject import Leaf, Subject, leaves, rules
from playbooks.model import Compare
from playbooks.problems import Problem

#: Kinds of question whose answer is, or counts as, a number.
COUNTED = {"number", "money", "repeat", "evidence", "datetime", "choices"}

#: Kinds whose value is a word: compared with a string.
_WORDS = {"choice", "choices", "yes_no", "text", "long_text", "place", "person", "staff", "owner", "groups", "day"}


def check(subject: Subject) -> Iterator[Problem]:
    for rule in rules(subject.playbook):
        for leaf in leaves(rule.condition, rule.location):
            if isinstance(leaf.part, Compare) and leaf.part.question in rule.known:
                yield from _compare(subject, leaf, leaf.part, rule.known[leaf.part.question])


def _compare(subject: Subject, leaf: Leaf, part: Compare, question: Any) -> Iterator[Problem]:
    ranged = any(bound is not None for bound in (part.more_than, part.at_least, part.less_than, part.at_most))
    if ranged and question.type not in COUNTED:
        wrong = f"`{part.question}` is a {question.type} question, which has no size to compare"
        yield subject.error(leaf.location, wrong, "use equals, in or answered")
    for value in wanted(part):
        yield from _value(subject, leaf, value, question)


def wanted(part: Compare) -> list[Any]:
    """The values that `equals` or `in` would accept."""
    return [part.equals] if part.equals is not None else list(part.in_ or ())


def _value(subject: Subject, leaf: Leaf, value: Any, question: Any) -> Iterator[Problem]:
    word = isinstance(value, str)
    if question.type == "yes_no" and isinstance(value, bool):
        yield subject.error(leaf.location, f"{str(value).lower()} is not an answer here", "write yes, no or unknown")
    elif question.type in _WORDS and not word:
        wrong = f"`{question.id}` is a {question.type} question, whose answer is never the number {value}"
        yield subject.error(leaf.location, wrong, "put the value in quotes")
    elif question.type not in _WORDS and (word or isinstance(value, bool)):
        wrong = f"`{question.id}` is a {question.type} question, whose answer is never `{value}`"
        yield subject.error(leaf.location, wrong, "compare with a number")
