"""What playbooks say differently from site to site, every site says; and no site says what nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.people import Directory
from playbooks.loading import Library
from playbooks.problems import Problem, near
from playbooks.yaml_file import Document


def check(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    """Variables of playbooks without a default, and those of sites."""
    yield from _without_value(library, document, directory)
    yield from _for_nobody(library, document, directory)


def _without_value(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    for source in library.sources.values():
        for index, variable in enumerate(source.playbook.variables):
            lacking = [site.id for site in directory.sites if variable.id not in site.variables]
            if variable.default is None and lacking:
                wrong = f"`{variable.id}` has no default, and no value at {', '.join(lacking)}"
                advice = f"write it under `variables` of the site in {document.file}, or give it a default"
                problem = source.document.problem(("variables", index, "id"), wrong, advice)
                yield replace(problem, level="warning")


def _for_nobody(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    declared = {variable.id for edition in library for variable in edition.playbook.variables}
    for index, site in enumerate(directory.sites):
        for name in site.variables:
            if name not in declared:
                guess = near(name, declared)
                advice = f"did you mean `{guess}`?" if guess is not None else "take it out"
                problem = document.problem(
                    ("sites", index, "variables", name), f"no playbook has a variable `{name}`", advice, key=True
                )
                yield replace(problem, level="warning")
