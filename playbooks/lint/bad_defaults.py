"""A default is an answer that the question itself would take.

Good:
    questions:
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: A}], default: a}
Bad:
    questions:
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: A}], default: b}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?, unknown: false, default: unknown}
Bad:
    questions:
      - {id: people, type: number, ask: How many?, minimum: 1, default: 0}
Bad:
    questions:
      - {id: which, type: choices, ask: Which?, choices: [{id: a, label: A}], default: [a, b]}
Bad:
    questions:
      - {id: flight, type: text, ask: Flight?, max_length: 3, default: NX123}
Bad:
    questions:
      - {id: flight, type: text, ask: Flight?, pattern: '\\d+', pattern_message: Digits, default: NX123}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from playbooks.lint.answers import bounds_of, words_of
from playbooks.lint.bad_ranges import out_of_range
from playbooks.lint.subject import Location, Subject, asked
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    for item in asked(subject.playbook):
        default = getattr(item.question, "default", None)
        if default is not None:
            yield from _default(subject, (*item.location, "default"), item.question, default)


def _default(subject: Subject, location: Location, question: Any, default: Any) -> Iterator[Problem]:
    if question.type in ("text", "long_text"):
        yield from _text(subject, location, question, default)
    elif question.type == "number":
        if (why := out_of_range(question, default)) is not None:
            yield subject.error(location, f"the default {default:g} {why}", "choose an allowed number")
    else:
        yield from _words(subject, location, question, default)


def _text(subject: Subject, location: Location, question: Any, default: str) -> Iterator[Problem]:
    if len(default) > question.max_length:
        yield subject.error(location, "the default is longer than `max_length`", "shorten it")
    pattern = getattr(question, "pattern", None)
    try:
        fits = pattern is None or re.fullmatch(pattern, default) is not None
    except re.error:  # bad_patterns says so
        return
    if not fits:
        yield subject.error(location, "the default does not match `pattern`", "change one of them")


def _words(subject: Subject, location: Location, question: Any, default: Any) -> Iterator[Problem]:
    chosen = default if isinstance(default, list) else [default]
    possible = words_of(question) or [choice.id for choice in getattr(question, "choices", ())]
    for value in chosen:
        if value not in possible:
            yield subject.error(location, f"the default `{value}` is not offered", instead(value, possible))
    low, high = bounds_of(question)
    if isinstance(default, list) and not low <= len(default) <= high:
        wrong = f"the default has {len(default)}, but from {low:g} to {high:g} may be chosen"
        yield subject.error(location, wrong, "choose as many as are allowed")
