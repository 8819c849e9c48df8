"""A list of choices is short enough for a phone.

Good:
    questions:
      - {id: which, type: choice, ask: Which?, choices: [{id: a, label: A}, {id: b, label: B}]}
Bad:
    questions:
      - id: which
        type: choice
        ask: Which?
        choices:
          [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E},
           {id: f, label: F}, {id: g, label: G}, {id: h, label: H}, {id: i, label: I}, {id: j, label: J},
           {id: k, label: K}, {id: l, label: L}, {id: m, label: M}, {id: n, label: N}, {id: o, label: O},
           {id: p, label: P}, {id: q, label: Q}, {id: r, label: R}, {id: s, label: S}, {id: t, label: T},
           {id: u, label: U}, {id: v, label: V}, {id: w, label: W}, {id: x, label: X}, {id: y, label: Y}]
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Subject, asked
from playbooks.problems import Problem

#: Three pages of eight buttons; who is in a hurry will not look at a fourth.
COMFORTABLE = 24
LIMIT = 100


def check(subject: Subject) -> Iterator[Problem]:
    for item in asked(subject.playbook):
        count = len(getattr(item.question, "choices", ()))
        place = (*item.location, "choices")
        if count > LIMIT:
            yield subject.error(
                place, f"has {count} choices, more than {LIMIT}", "group them: ask for the kind first"
            )
        elif count > COMFORTABLE:
            yield subject.warning(place, f"has {count} choices, which is a lot of pages", "ask for the kind first")
