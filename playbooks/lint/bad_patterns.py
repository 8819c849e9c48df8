"""A pattern is a regular expression, and says in words what it wants.

Good:
    questions:
      - {id: flight, type: text, ask: Flight?, pattern: '[A-Z]{2}\\d{1,4}', pattern_message: Write it as NX123}
Bad:
    questions:
      - {id: flight, type: text, ask: Flight?, pattern: '[A-Z{2}', pattern_message: Write it as NX123}
Bad:
    questions:
      - {id: flight, type: text, ask: Flight?, pattern: '[A-Z]{2}'}
Bad:
    questions:
      - {id: flight, type: text, ask: Flight?, pattern: '(\\w+)+x', pattern_message: Write it as NX123}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.lint.subject import Subject, asked
from playbooks.model import TextQuestion
from playbooks.problems import Problem

#: A repeated group that ends in a repetition: matching can take longer than the universe lasts.
_RUNAWAY = re.compile(r"[+*}]\)[+*{]")


def check(subject: Subject) -> Iterator[Problem]:
    for item in asked(subject.playbook):
        question = item.question
        if not isinstance(question, TextQuestion) or question.pattern is None:
            continue
        place = (*item.location, "pattern")
        try:
            re.compile(question.pattern)
        except re.error as error:
            yield subject.error(place, f"is no regular expression: {error}", "correct it, or remove it")
        if _RUNAWAY.search(question.pattern):
            yield subject.error(place, "a repetition inside a repetition can hang", "write it without the inner one")
        if question.pattern_message is None:
            yield subject.warning(place, "nobody is told what this pattern wants", "add `pattern_message`")
