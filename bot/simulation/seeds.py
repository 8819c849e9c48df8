"""Answers and steps that are given beforehand, so that an author need not tap through to the part they work on.

    answers:
      place: gate-12              # a place of the site by its id, or own words
      responsive: "no"
      people: 2
      injured:                    # a repeated group: the rounds, one after the other
        - {who: Ana Lee, care: ambulance}
    sent: true                    # the review is confirmed (complaints and incidents)
    steps:
      call: done
      breathing: "no"             # the option of a decision
      aed: cannot

What a question has no answer for is asked of whoever walks; `skip` passes over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playbooks.model import Playbook, RepeatQuestion
from playbooks.problems import Malformed, Problem, instead
from playbooks.yaml_file import Document, read_yaml

_PARTS = ("answers", "sent", "steps")
SKIP = "skip"
ENDS = ("done", "not_applicable", "cannot")


@dataclass(frozen=True, slots=True)
class Seeds:
    """What is given beforehand."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    sent: bool = False
    steps: Mapping[str, str] = field(default_factory=dict)

    def answer(self, path: str) -> Any:
        """What is given for the question at `path` (`place`, `injured.0.who`); None where nothing is."""
        name, _, rest = path.partition(".")
        if not rest:
            return self.answers.get(name)
        number, _, inner = rest.partition(".")
        rounds = self.rounds(name)
        return rounds[int(number)].get(inner) if int(number) < len(rounds) else None

    def rounds(self, group: str) -> list[dict[str, Any]]:
        """The rounds of a repeated group."""
        given = self.answers.get(group)
        return given if isinstance(given, list) else []


def read_seeds(file: Path, playbook: Playbook) -> Seeds:
    """The seeds in `file`. Raises Malformed naming what `playbook` does not have."""
    document = read_yaml(file)
    if not isinstance(document.data, dict):
        raise Malformed([document.problem((), "gives no answers", "write `question: answer`, one to a line")])
    whole = set(document.data) <= set(_PARTS)
    data = document.data if whole else {"answers": document.data}
    wrong = [
        *_wrong_answers(document, data, playbook, ("answers",) if whole else ()),
        *_wrong_steps(document, data, playbook),
    ]
    if wrong:
        raise Malformed(wrong)
    return Seeds(data.get("answers") or {}, data.get("sent") is True, data.get("steps") or {})


def _wrong_answers(document: Document, data: Any, playbook: Playbook, above: tuple[str, ...]) -> Iterator[Problem]:
    answers = data.get("answers") or {}
    if not isinstance(answers, dict):
        yield document.problem(above, "`answers` are written as `question: answer`", "write one to a line")
        return
    for name, given in answers.items():
        question = playbook.question_by_id.get(name)
        if question is None:
            wrong, known = f"{playbook.id} has no question `{name}`", playbook.question_by_id
            yield document.problem((*above, name), wrong, instead(name, known), key=True)
        elif isinstance(question, RepeatQuestion):
            yield from _wrong_rounds(document, (*above, name), given, question)


def _wrong_rounds(document: Document, here: tuple[str, ...], given: Any, group: RepeatQuestion) -> Iterator[Problem]:
    known = [question.id for question in group.questions]
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        yield document.problem(here, f"`{group.id}` is asked for each one", f"write a list: - {{{known[0]}: …}}")
        return
    for number, one in enumerate(given):
        for name in one:
            if name not in known:
                wrong = f"`{group.id}` has no question `{name}`"
                yield document.problem((*here, number, name), wrong, instead(name, known), key=True)


def _wrong_steps(document: Document, data: Any, playbook: Playbook) -> Iterator[Problem]:
    steps = data.get("steps") or {}
    if not isinstance(steps, dict):
        yield document.problem(("steps",), "`steps` are written as `step: done`", "write one to a line")
        return
    for name, outcome in steps.items():
        step = playbook.step_by_id.get(name)
        if step is None:
            wrong = f"{playbook.id} has no step `{name}`"
            yield document.problem(("steps", name), wrong, instead(name, playbook.step_by_id), key=True)
            continue
        ways = (*(option.id for option in step.decide), *(ENDS[1:] if step.decide else ENDS))
        if outcome not in ways:
            yield document.problem(("steps", name), f"`{name}` cannot end `{outcome}`", instead(str(outcome), ways))
