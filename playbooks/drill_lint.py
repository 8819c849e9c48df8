"""Advice to authors of scenarios: every problem of a file with its line, judged beside the playbook that it plays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playbooks.drills import read_scenario
from playbooks.lint.review_dates import TOO_OLD
from playbooks.loading import playbook_files
from playbooks.model import Playbook
from playbooks.model.scenario import DrillRole, Expectation, Inject, Scenario
from playbooks.problems import Malformed, Problem, instead
from playbooks.words import LANGUAGES, Words
from playbooks.yaml_file import Document

Where = tuple[str | int, ...]

#: What injects can be sent to besides parts.
EVERYBODY = ("players", "actors", "trainers")
LONGEST = 1500  # characters of an inject, so that it is one message with everything around it
_PLAIN_OUTCOMES = ("done", "not_applicable", "cannot")


@dataclass(frozen=True, slots=True)
class _Subject:
    scenario: Scenario
    document: Document
    playbook: Playbook | None

    def problem(self, where: Where, wrong: str, remedy: str) -> Problem:
        return self.document.problem(where, wrong, remedy)

    def injects(self) -> Iterator[tuple[Where, Inject]]:
        for name, injects in (("injects", self.scenario.injects), ("spare", self.scenario.spare)):
            for index, inject in enumerate(injects):
                yield (name, index), inject

    def expectations(self) -> Iterator[tuple[Where, Inject, Expectation]]:
        for where, inject in self.injects():
            for index, expectation in enumerate(inject.expects):
                yield (*where, "expects", index), inject, expectation


def lint_scenarios(folder: Path | None, playbooks: Mapping[str, Playbook], today: date) -> list[Problem]:
    """What is wrong with the scenarios of `folder`, which play `playbooks` (by id)."""
    files = playbook_files(folder) if folder is not None else []
    return [problem for path in files for problem in lint_scenario(path, playbooks, today)]


def lint_scenario(path: Path, playbooks: Mapping[str, Playbook], today: date) -> list[Problem]:
    """What is wrong with one scenario file, in the order of the file."""
    try:
        document, scenario = read_scenario(path)
    except Malformed as malformed:
        return list(malformed.problems)
    subject = _Subject(scenario, document, playbooks.get(scenario.playbook))
    found = [
        *_named(subject, path.stem, playbooks),
        *_reviewed(subject, today),
        *_ids(subject),
        *_staffed(subject),
        *_timed(subject),
        *_addressed(subject),
        *_branches(subject),
        *_expected(subject),
        *_worded(subject),
        *_files(subject, path.parent),
    ]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _named(subject: _Subject, stem: str, playbooks: Mapping[str, Playbook]) -> Iterator[Problem]:
    scenario = subject.scenario
    if scenario.id != stem:
        yield subject.problem(("id",), f"is `{scenario.id}` in a file called {stem}", "give both the same name")
    if subject.playbook is None:
        wrong = f"there is no playbook `{scenario.playbook}`"
        yield subject.problem(("playbook",), wrong, instead(scenario.playbook, playbooks))


def _reviewed(subject: _Subject, today: date) -> Iterator[Problem]:
    reviewed = subject.scenario.reviewed
    if reviewed > today + timedelta(days=1) or today - reviewed > TOO_OLD:
        wrong = f"was reviewed on {reviewed}, which is not within the last two years"
        found = subject.problem(("reviewed",), wrong, "read it through, and write that day")
        yield replace(found, level="warning")


def _ids(subject: _Subject) -> Iterator[Problem]:
    scenario = subject.scenario
    lists: list[list[tuple[Where, str]]] = [
        [(where, inject.id) for where, inject in subject.injects()],
        [(where, expectation.id) for where, _, expectation in subject.expectations()],
        [(("objectives", i), one.id) for i, one in enumerate(scenario.objectives)],
        [(("parts", i), one.id) for i, one in enumerate(scenario.parts)],
        [(("questionnaire", i), one.id) for i, one in enumerate(scenario.questionnaire)],
    ]
    for named in lists:
        counted = Counter(name for _, name in named)
        for where, name in named:
            if counted[name] > 1:
                yield subject.problem((*where, "id"), f"`{name}` stands here more than once", "give it another id")


def _staffed(subject: _Subject) -> Iterator[Problem]:
    roles = {one.role for one in subject.scenario.staffing if one.least}
    for needed in (DrillRole.DIRECTOR, DrillRole.PLAYER):
        if needed not in roles:
            yield subject.problem(("staffing",), f"asks for no {needed.value}", f"add `role: {needed.value}`")


def _timed(subject: _Subject) -> Iterator[Problem]:
    length = subject.scenario.length
    for where, inject in subject.injects():
        spare = where[0] == "spare"
        if spare and (inject.at is not None or inject.after is not None):
            yield subject.problem(where, "is spare, and has a time", "remove `at` and `after`")
        if not spare and (inject.at is None) == (inject.after is None):
            yield subject.problem(where, "needs either `at` or `after`", "write how long after the start it comes")
        if inject.wait is not None and inject.after is None:
            yield subject.problem((*where, "wait"), "waits for nothing", "add `after`, or remove it")
        if inject.at is not None and inject.at > length:
            yield subject.problem((*where, "at"), "comes after the drill is over", "make `length` longer")


def _addressed(subject: _Subject) -> Iterator[Problem]:
    known = (*EVERYBODY, *subject.scenario.part_by_id)
    objectives = [one.id for one in subject.scenario.objectives]
    for where, inject in subject.injects():
        for index, name in enumerate(inject.to):
            if name not in known:
                yield subject.problem((*where, "to", index), f"nobody plays `{name}`", instead(name, known))
        yield from _objective(subject, where, inject.objective, objectives)
    for where, _, expectation in subject.expectations():
        yield from _objective(subject, where, expectation.objective, objectives)


def _objective(subject: _Subject, where: Where, named: str | None, known: Iterable[str]) -> Iterator[Problem]:
    if named is not None and named not in known:
        yield subject.problem((*where, "objective"), f"there is no objective `{named}`", instead(named, known))


def _branches(subject: _Subject) -> Iterator[Problem]:
    owners = {expectation.id: inject.id for _, inject, expectation in subject.expectations()}
    for where, inject in subject.injects():
        branch = inject.when
        named: list[tuple[Where, str]] = [((*where, "after"), inject.after)] if inject.after is not None else []
        for part in ("met", "missed"):
            names = getattr(branch, part) if branch is not None else ()
            named += [((*where, "when", part, i), name) for i, name in enumerate(names)]
        for place, name in named:
            if name not in owners:
                yield subject.problem(place, f"there is no expectation `{name}`", instead(name, owners))
            elif owners[name] == inject.id:
                yield subject.problem(place, f"`{name}` is expected only once this was played", "name an earlier one")


def _expected(subject: _Subject) -> Iterator[Problem]:
    playbook = subject.playbook
    if playbook is None:
        return
    for where, _, expectation in subject.expectations():
        known: Mapping[str, Any] = {
            "answer": playbook.question_by_id,
            "step": playbook.step_by_id,
            "level": playbook.level_by_id,
        }.get(expectation.deed, {})
        if expectation.of is not None and expectation.of not in known:
            wrong = f"`{playbook.id}` has no {expectation.deed} `{expectation.of}`"
            yield subject.problem((*where, "of"), wrong, instead(expectation.of, known))
        elif expectation.deed == "step" and expectation.outcome is not None and expectation.of is not None:
            yield from _outcome(subject, where, expectation.outcome, playbook.step_by_id[expectation.of].decide)


def _outcome(subject: _Subject, where: Where, outcome: str, options: Iterable[Any]) -> Iterator[Problem]:
    known = [*_PLAIN_OUTCOMES, *(option.id for option in options)]
    if outcome not in known:
        yield subject.problem((*where, "outcome"), f"that step never ends `{outcome}`", instead(outcome, known))


def _worded(subject: _Subject) -> Iterator[Problem]:
    for where, words in _texts(subject):
        missing = [language for language in LANGUAGES if not words.has(language)]
        if missing and not isinstance(_written(subject.document.data, where), str):
            wrong = f"`{where[-1]}` is missing in {', '.join(missing)}"
            yield replace(subject.problem(where, wrong, "add it"), level="warning")
        longest = max(len(text) for text in words.root.values())
        if longest > LONGEST:
            yield subject.problem(where, f"has {longest} characters, more than {LONGEST}", "shorten it")


def _texts(subject: _Subject) -> Iterator[tuple[Where, Words]]:
    scenario = subject.scenario
    for name in ("title", "summary", "conditions", "briefing"):
        yield (name,), getattr(scenario, name)
    yield from ((("safety", i), words) for i, words in enumerate(scenario.safety))
    yield from ((("objectives", i, "text"), one.text) for i, one in enumerate(scenario.objectives))
    yield from ((("parts", i, "name"), one.name) for i, one in enumerate(scenario.parts))
    yield from ((("parts", i, "brief"), one.brief) for i, one in enumerate(scenario.parts) if one.brief)
    yield from ((("staffing", i, "note"), one.note) for i, one in enumerate(scenario.staffing) if one.note)
    yield from ((("questionnaire", i, "ask"), one.ask) for i, one in enumerate(scenario.questionnaire))
    for where, inject in subject.injects():
        yield (*where, "sender"), inject.sender
        yield (*where, "text"), inject.text
    yield from (((*where, "text"), one.text) for where, _, one in subject.expectations())


def _written(data: Any, where: Where) -> Any:
    for step in where:
        data = data[step]
    return data


def _files(subject: _Subject, folder: Path) -> Iterator[Problem]:
    for where, inject in subject.injects():
        for index, name in enumerate(inject.media):
            if "/" in name or "\\" in name or not (folder / name).is_file():
                yield subject.problem((*where, "media", index), f"there is no file {name} beside it", "put it there")
