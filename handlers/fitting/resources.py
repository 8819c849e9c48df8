"""What steps fetch, sites keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.people import Directory
from playbooks.lint.subject import stepped
from playbooks.loading import Library
from playbooks.problems import Problem, near
from playbooks.yaml_file import Document


def check(library: Library, document: Document, directory: Directory) -> Iterator[Problem]:
    """Kinds of resources that steps use, once for each playbook."""
    kept = {site.id: {resource.kind for resource in site.resources} for site in directory.sites}
    everything = {kind for kinds in kept.values() for kind in kinds}
    for source in library.sources.values():
        told: set[str] = set()
        for location, step in stepped(source.playbook):
            for number, kind in enumerate(step.uses):
                lacking = [site for site, kinds in kept.items() if kind not in kinds]
                if lacking and kind not in told:
                    told.add(kind)
                    guess = near(kind, everything - {kind}) if kind not in everything else None
                    advice = f"did you mean `{guess}`?" if guess else f"list it under `resources` in {document.file}"
                    wrong = f"nobody says where `{kind}` is kept at {', '.join(lacking)}"
                    problem = source.document.problem((*location, "uses", number), wrong, advice)
                    yield replace(problem, level="warning")
