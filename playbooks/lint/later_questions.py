"""A condition looks at questions that were asked before it.

Good:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?}
      - {id: how, type: text, ask: How?, when: {question: hurt, equals: yes}}
Bad:
    questions:
      - {id: how, type: text, ask: How?, when: {question: hurt, equals: yes}}
      - {id: hurt, type: yes_no, ask: Hurt?}
Bad:
    questions:
      - {id: hurt, type: yes_no, ask: Hurt?, when: {question: hurt, equals: yes}}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Subject, leaves, rules
from playbooks.model import Compare
from playbooks.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for rule in rules(subject.playbook):
        for leaf in leaves(rule.condition, rule.location):
            if isinstance(leaf.part, Compare) and leaf.part.question in rule.later:
                wrong = f"{rule.of} looks at `{leaf.part.question}`, which is not answered yet by then"
                yield subject.error((*leaf.location, "question"), wrong, f"ask `{leaf.part.question}` earlier")
