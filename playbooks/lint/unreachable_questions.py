"""Every question, choice, rule, route and step has answers with which it comes up.

Good:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: more, type: text, ask: More?, when: {not: {question: hurt, equals: no}}}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: more, type: text, ask: More?, when: {all: [{question: hurt, equals: yes}, {question: hurt, equals: no}]}}
Bad:
    questions:
      - {id: people, type: number, ask: How many?}
      - id: more
        type: text
        ask: More?
        when: {all: [{question: people, at_least: 5}, {question: people, less_than: 5}]}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: how, type: text, ask: How?, when: {question: hurt, equals: yes}}
      - {id: b, type: text, ask: More?, when: {all: [{question: how, answered: true}, {question: hurt, equals: no}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.possible import possible
from playbooks.lint.subject import Subject, rules
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for rule in rules(subject.playbook):
        if not possible(rule.condition, rule.known):
            wrong = f"{rule.of} never comes up: no answers make this condition hold"
            yield subject.error(rule.location, wrong, "take out the part that contradicts the rest")
