"""An organisation file, its own deadline packs, and whether it fits the playbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.checking.playbooks import holds_scenarios
from handlers.fitting import misfits
from handlers.organisation import read_organisation
from handlers.organisation.deadlines import pack_files
from handlers.people import Directory
from playbooks.drills import load_scenarios, scenario_folder
from playbooks.loading import read_library
from playbooks.packs import lint_pack
from playbooks.problems import Malformed, Problem
from playbooks.yaml_file import Document, read_yaml

#: What an organisation file has and a playbook has not, and the other way round.
_ORGANISATION = frozenset({"staff", "groups", "sites", "routing", "timezone"})
_PLAYBOOK = frozenset({"kind", "questions", "steps"})


@dataclass(frozen=True, slots=True)
class Organisation:
    """What a file says, and where it says it."""

    document: Document
    directory: Directory

    @classmethod
    def read(cls, file: Path) -> Organisation:
        """Reads a file. Raises Malformed."""
        document = read_yaml(file)
        return cls(document, read_organisation(document))

    @property
    def groups(self) -> frozenset[str]:
        """The ids of its groups."""
        return frozenset(self.directory.group_by_id)


def is_organisation(path: Path) -> bool:
    """Whether a file is meant to be one; one that cannot be read is told of as a playbook."""
    if path.is_dir() or holds_scenarios(path):
        return False
    try:
        fields = read_yaml(path).data
    except Malformed:
        return False
    return isinstance(fields, dict) and bool(_ORGANISATION & set(fields)) and not _PLAYBOOK & set(fields)


def lint_together(organisation: Organisation, place: Path, today: date) -> Iterator[Problem]:
    """The organisation's own packs, and what does not fit between it and the playbooks and scenarios at `place`.

    One playbook alone is no library for the organisation to be judged by.
    """
    for file in pack_files(organisation.document):
        yield from lint_pack(file, organisation.directory.languages, today)
    if holds_scenarios(place):
        return
    yield from _unplayed(organisation, place)
    for problem in misfits(read_library(place), organisation.document, organisation.directory):
        if place.is_dir() or problem.file != organisation.document.file:
            yield problem


def _unplayed(organisation: Organisation, place: Path) -> Iterator[Problem]:
    """Playbooks that are to be drilled, and that no scenario plays."""
    if not place.is_dir():
        return
    played = {one.scenario.playbook for one in load_scenarios(scenario_folder(place))}
    for number, rule in enumerate(organisation.directory.drilling):
        for name in rule.playbooks if rule.every is not None else ():
            if name not in played:
                wrong, advice = (
                    f"no scenario plays `{name}`, so it cannot be drilled",
                    "write one, or leave it out here",
                )
                problem = organisation.document.problem(("drills", number, "playbook"), wrong, advice)
                yield replace(problem, level="warning")
