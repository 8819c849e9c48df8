"""What stands in braces in a text or a number is a variable that the playbook declares, and each one is used.

Good:
    variables: [{id: meeting, name: Meeting point, default: the car park}]
    steps:
      - {id: leave, text: "Go to {meeting}."}
Bad:
    steps:
      - {id: leave, text: "Go to {meeting}."}
Bad:
    steps:
      - {id: call, text: Call, call: [{name: Front desk, number: "{desk}"}]}
Bad:
    variables: [{id: meeting, name: Meeting point}]
    steps:
      - {id: leave, text: Go to the car park.}
"""

from __future__ import annotations

from collections.abc import Iterator

from playbooks.lint.subject import Location, Subject, stepped, texts
from playbooks.problems import Problem, instead
from playbooks.variables import NAMED


def check(subject: Subject) -> Iterator[Problem]:
    declared = [variable.id for variable in subject.playbook.variables]
    used: set[str] = set()
    for location, text in _written(subject):
        for name in NAMED.findall(text):
            used.add(name)
            if name not in declared:
                yield subject.error(location, f"there is no variable `{name}` here", instead(name, declared))
    for index, name in enumerate(declared):
        if name not in used:
            wrong = f"no step says `{{{name}}}`"
            yield subject.warning(("variables", index, "id"), wrong, "use it, or take it out")


def _written(subject: Subject) -> Iterator[tuple[Location, str]]:
    for location, words, _ in texts(subject.playbook):
        if location[0] == "steps":
            yield from ((location, text) for text in words.root.values())
    for location, step in stepped(subject.playbook):
        for index, contact in enumerate(step.call):
            yield (*location, "call", index, "number"), contact.number
