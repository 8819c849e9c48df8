"""A comparison asks for an answer that can be given.

Good:
    questions:
      - {id: kind, type: choice, ask: Which?, choices: [{id: fees, label: Fees}, {id: noise, label: Noise}]}
      - {id: more, type: text, ask: More?, when: {question: kind, in: [fees, noise]}}
Bad:
    questions:
      - {id: kind, type: choice, ask: Which?, choices: [{id: fees, label: Fees}, {id: noise, label: Noise}]}
      - {id: more, type: text, ask: More?, when: {question: kind, equals: fee}}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?, unknown: false}
      - {id: more, type: text, ask: More?, when: {question: hurt, equals: unknown}}
Bad:
    questions:
      - {id: people, type: number, ask: How many?, maximum: 5}
      - {id: more, type: text, ask: More?, when: {question: people, more_than: 5}}
Bad:
    questions:
      - {id: photo, type: evidence, ask: Photo?, maximum: 3}
      - {id: more, type: text, ask: More?, when: {question: photo, at_least: 4}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playbooks.lint.answers import bounds_of, range_words, words_of
from playbooks.lint.subject import Leaf, Subject, leaves, rules
from playbooks.lint.wrong_operators import wanted
from playbooks.model import Compare
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    for rule in rules(subject.playbook):
        for leaf in leaves(rule.condition, rule.location):
            if isinstance(leaf.part, Compare) and leaf.part.question in rule.known:
                question = rule.known[leaf.part.question]
                yield from _words(subject, leaf, leaf.part, question)
                yield from _numbers(subject, leaf, leaf.part, question)


def _words(subject: Subject, leaf: Leaf, part: Compare, question: Any) -> Iterator[Problem]:
    possible = words_of(question)
    for index, value in enumerate(wanted(part)):
        if possible is not None and isinstance(value, str) and value not in possible:
            place = (*leaf.location, "equals") if part.equals is not None else (*leaf.location, "in", index)
            yield subject.error(place, f"`{question.id}` is never `{value}`", instead(value, possible))


def _numbers(subject: Subject, leaf: Leaf, part: Compare, question: Any) -> Iterator[Problem]:
    low, high = bounds_of(question)
    never = (
        (part.more_than is not None and part.more_than >= high)
        or (part.at_least is not None and part.at_least > high)
        or (part.less_than is not None and part.less_than <= low)
        or (part.at_most is not None and part.at_most < low)
        or any(isinstance(v, int | float) and not isinstance(v, bool) and not low <= v <= high for v in wanted(part))
    )
    if never:
        wrong = f"`{question.id}` is always {range_words(low, high)}, so this never holds"
        yield subject.error(leaf.location, wrong, "compare with a number in that range")
