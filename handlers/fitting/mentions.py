"""Playbooks and questions that the organisation file names are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.people import Directory, RouteWhen
from playbooks.conditions import references
from playbooks.loading import Library
from playbooks.problems import Problem, instead
from playbooks.yaml_file import Document, Location


def check(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    """Routes, deadlines, and what is likely at a site."""
    named = [("routing", index, route.when) for index, route in enumerate(directory.routing)]
    named += [("deadlines", index, choice.when) for index, choice in enumerate(directory.deadlines)]
    for part, index, when in named:
        place = (part, index, "when")
        yield from _unknown(library, document, (*place, "playbook"), when.playbook)
        yield from _unknown_answers(library, document, (*place, "answers"), when)
    for index, rule in enumerate(directory.drilling):
        yield from _unknown(library, document, ("drills", index, "playbook"), rule.playbooks)
    for index, site in enumerate(directory.sites):
        yield from _unknown(library, document, ("sites", index, "likely"), site.likely)


def _unknown(library: Library, document: Document, place: Location, names: Sequence[str]) -> Iterator[Problem]:
    known = list(library.editions)
    is_list = len(names) > 1 or document.position_of((*place, 0)) != document.position_of(place)
    for number, name in enumerate(names):
        if name not in known:
            here = (*place, number) if is_list else place
            yield document.problem(here, f"there is no playbook `{name}`", instead(name, known))


def _unknown_answers(library: Library, document: Document, place: Location, when: RouteWhen) -> Iterator[Problem]:
    """A condition on an answer that no playbook it can be about asks for never holds."""
    meant = [
        edition.playbook
        for edition in library
        if when.kind in (None, edition.playbook.kind.value)
        and (not when.playbook or edition.playbook.id in when.playbook)
    ]
    asked = dict.fromkeys(question for playbook in meant for question in playbook.question_by_id)
    for name in references(when.answers).questions if meant else ():
        if name not in asked:
            yield document.problem(place, f"no playbook that this is about asks `{name}`", instead(name, asked))
