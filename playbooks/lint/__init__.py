"""Advice to playbook authors: one rule per file, each with a good and a bad example in its docstring that tests run.

A rule is a module with `check(subject) -> Iterator[Problem]`; `RULES` is the one place that lists them.  What keeps a
playbook from working is an error; what makes it worse to use is a warning.  What a model can refuse by itself
(a missing field, a wrong type) is not a rule: `playbooks.loading` says so before any rule is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from playbooks.lint import (
    bad_defaults,
    bad_patterns,
    bad_ranges,
    dead_ends,
    duplicate_ids,
    file_names,
    hidden_levels,
    idle_rules,
    idle_steps,
    impossible_values,
    incident_parts,
    later_questions,
    long_texts,
    many_choices,
    missing_languages,
    review_dates,
    step_circles,
    step_maps,
    unknown_groups,
    unknown_references,
    unreachable_questions,
    unread_changes,
    variables,
    wrong_operators,
)
from playbooks.lint.subject import Subject, stepped
from playbooks.loading import Library, Malformed, Problem, Source, no_playbooks, playbook_files, read_source
from playbooks.problems import instead

RULES = (
    duplicate_ids,
    unknown_references,
    later_questions,
    wrong_operators,
    impossible_values,
    unreachable_questions,
    step_circles,
    dead_ends,
    variables,
    bad_patterns,
    bad_ranges,
    bad_defaults,
    idle_rules,
    hidden_levels,
    incident_parts,
    idle_steps,
    step_maps,
    unread_changes,
    many_choices,
    long_texts,
    missing_languages,
    unknown_groups,
    review_dates,
    file_names,
)

__all__ = ["RULES", "lint_files", "lint_library", "lint_source"]


def lint_source(source: Source, today: date, groups: Iterable[str] | None = None) -> list[Problem]:
    """What every rule says of one playbook, in the order of the file.

    `groups` are the ids of the organisation's groups; without it group names are taken as they are.
    """
    subject = Subject(source, today, None if groups is None else frozenset(groups))
    found = [
        replace(problem, rule=module.__name__.rpartition(".")[2])
        for module in RULES
        for problem in module.check(subject)
    ]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def lint_files(place: str | Path, today: date, groups: Iterable[str] | None = None) -> list[Problem]:
    """What is wrong with a playbook file, or with those of a folder: reading them, each by itself, and together."""
    files = playbook_files(place)
    problems = [] if files else [no_playbooks(place)]
    read: list[Source] = []
    first: dict[str, str] = {}
    groups = None if groups is None else frozenset(groups)
    for path in files:
        try:
            source = read_source(path)
        except Malformed as malformed:
            problems += malformed.problems
            continue
        problems += lint_source(source, today, groups)
        read.append(source)
        other = first.setdefault(source.playbook.id, path.name)
        if other != path.name:
            wrong = f"{other} is `{source.playbook.id}` as well"
            problems.append(source.document.problem(("id",), wrong, "give one of them another id"))
    return problems + (list(_opened(read, list(first))) if Path(place).is_dir() else [])


def lint_library(
    library: Library,
    today: date,
    only: Iterable[str] | None = None,
    groups: Iterable[str] | None = None,
    beside: Iterable[str] = (),
) -> list[Problem]:
    """What is wrong with the playbooks of a library that was read, each by itself (or `only` these) and together.

    `beside` are the ids of playbooks that there are besides.
    """
    wanted = list(library.sources) if only is None else [id_ for id_ in library.sources if id_ in set(only)]
    groups = None if groups is None else frozenset(groups)
    problems = [problem for id_ in wanted for problem in lint_source(library.sources[id_], today, groups)]
    return [*library.problems, *problems, *_opened(library.sources.values(), [*library.sources, *beside])]


def _opened(read: Iterable[Source], known: list[str]) -> Iterator[Problem]:
    """Playbooks that steps open must be there: nobody can find that out in the middle of a fire."""
    for source in read:
        for location, step in stepped(source.playbook):
            if step.opens is not None and step.opens not in known:
                wrong = f"there is no playbook `{step.opens}` here"
                yield source.document.problem((*location, "opens"), wrong, instead(step.opens, known))
