"""A map leads from an earlier version, and from what is gone to what is here.

Good:
    version: 2
    questions: [{id: where, type: text, ask: Where?}]
    map: {from: 1, carry: true, questions: {place: where, fax: {dropped: Nobody faxes.}}}
Bad:
    version: 2
    map: {from: 2}
Bad:
    version: 2
    questions: [{id: where, type: text, ask: Where?}]
    map: {from: 1, questions: {place: whree}}
Bad:
    version: 2
    questions: [{id: where, type: text, ask: Where?}]
    map: {from: 1, questions: {where: {dropped: Nobody asks.}}}
Bad:
    version: 2
    questions: [{id: where, type: text, ask: Where?}]
    map: {from: 1, questions: {place: where, spot: where}}
Bad:
    version: 2
    steps: [{id: call, text: Call}]
    map: {from: 1, steps: {ring: cal}}
Bad:
    kind: emergency
    version: 2
    map: {from: 1, carry: true}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from playbooks.lint.subject import Subject, asked
from playbooks.model import Dropped, Kind, StepMap
from playbooks.problems import Problem, instead


def check(subject: Subject) -> Iterator[Problem]:
    playbook = subject.playbook
    if playbook.map is None:
        return
    if playbook.map.from_ >= playbook.version:
        wrong = f"leads from version {playbook.map.from_}, which is not before version {playbook.version}"
        yield subject.error(("map", "from"), wrong, "raise `version`, or name an earlier one")
    if playbook.map.carry and playbook.kind is Kind.EMERGENCY:
        wrong = "an emergency is worked as it began, so nothing of it is carried over"
        yield subject.warning(("map", "carry"), wrong, "leave `carry` out")
    paths = {f"{item.repeat.id}.{item.question.id}" if item.repeat else item.question.id for item in asked(playbook)}
    yield from _entries(subject, "questions", _as_paths(playbook.map), paths)
    yield from _entries(subject, "steps", playbook.map.steps, playbook.step_by_id)


def _as_paths(moved: StepMap) -> dict[str, str | Dropped]:
    return {old: moved.question(old) for old in moved.questions}


def _entries(
    subject: Subject, part: str, entries: Mapping[str, str | Dropped], known: Collection[str]
) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for old, new in entries.items():
        place, what = ("map", part, old), part.removesuffix("s")
        if old in known:
            yield subject.error(place, f"{what} `{old}` is still here", "remove this line")
        if isinstance(new, Dropped):
            continue
        if new not in known:
            yield subject.error(place, f"there is no {what} `{new}` here", instead(new, sorted(known)))
        elif taken.setdefault(new, old) != old:
            wrong = f"`{taken[new]}` has become `{new}` as well"
            yield subject.error(place, wrong, "let one of them, and say why the other is `dropped`")
