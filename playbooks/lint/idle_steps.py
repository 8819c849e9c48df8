"""Every field of a step means something.

Good:
    steps:
      - {id: smoke, text: Smoke?, decide: [{id: "yes", label: Smoke}, {id: "no", label: None}]}
      - {id: leave, text: Leave, when: {step: smoke, outcome: "yes"}}
      - {id: announce, text: Announce, every: 10min, until: {step: leave, outcome: done}}
Bad:
    steps:
      - {id: smoke, text: Smoke?, decide: [{id: "yes", label: Smoke}]}
Bad:
    steps:
      - {id: leave, text: Leave, until: {question: hurt, equals: no}}
Bad:
    steps:
      - {id: call, text: Call}
      - {id: leave, text: Leave, since: call}
Bad:
    steps:
      - {id: leave, text: Leave, evidence: [photo], steps: [{id: doors, text: Close the doors}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Location, Subject, stepped
from playbooks.model import PlainStep, Step
from playbooks.model.steps import ACTIVATION
from playbooks.problems import Problem

#: What only a row that somebody settles can have; one with rows of its own is settled by those.
_OWN = ("decide", "evidence", "evidence_required", "every", "opens")


def check(subject: Subject) -> Iterator[Problem]:
    for location, step in stepped(subject.playbook):
        yield from _idle(subject, location, step)


def _idle(subject: Subject, location: Location, step: PlainStep) -> Iterator[Problem]:
    if len(step.decide) == 1:
        yield subject.error((*location, "decide"), f"`{step.id}` has nothing to decide", "offer at least two ways")
    if step.until is not None and step.every is None:
        yield subject.error((*location, "until"), "`until` ends what is repeated", "add `every: 10min`")
    if step.since != ACTIVATION and step.within is None:
        yield subject.error((*location, "since"), "`since` says what `within` counts from", "add `within: 5min`")
    if isinstance(step, Step) and step.steps:
        for name in _OWN:
            if getattr(step, name):
                wrong = f"`{step.id}` is done when its own steps are, so `{name}` says nothing"
                yield subject.error((*location, name), wrong, "move it into one of them")
