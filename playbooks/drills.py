"""Scenarios of drills: read from files beside the playbooks, pinned by the hash of their content.

scenarios = load_scenarios(folder)          # by id; `problems` has what is wrong with the others
Pinned.of(scenario).digest                  # what a run of it names
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playbooks.loading import playbook_files, read_as, read_yaml
from playbooks.model.scenario import Scenario
from playbooks.problems import Malformed, Problem
from playbooks.yaml_file import Document

#: The scenarios that come with Muster.
SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A scenario as it was when a run took it; `digest` is the SHA-256 of `content`, its canonical JSON."""

    digest: str
    scenario: Scenario
    content: str

    @classmethod
    def of(cls, scenario: Scenario) -> Pinned:
        """Equal scenarios, equal digests, however their files are laid out."""
        content = scenario.model_dump_json(by_alias=True, exclude_defaults=True)
        return cls(hashlib.sha256(content.encode()).hexdigest(), scenario, content)

    @classmethod
    def from_content(cls, content: str) -> Pinned:
        """Reads back what `of` made."""
        return cls(hashlib.sha256(content.encode()).hexdigest(), Scenario.model_validate_json(content), content)


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios of a folder that can be played, by id, and what is wrong with the others."""

    by_id: dict[str, Pinned] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Pinned]:
        return iter(self.by_id.values())


def scenario_folder(playbooks: Path) -> Path | None:
    """Where the scenarios of a folder of playbooks are: in it, or else beside it, under `scenarios`."""
    places = (playbooks / "scenarios", playbooks.parent / "scenarios")
    return next((place for place in places if place.is_dir()), None)


def read_scenario(path: Path) -> tuple[Document, Scenario]:
    """Reads one scenario file and keeps its lines. Raises Malformed."""
    document = read_yaml(path)
    return document, read_as(Scenario, document)


def load_scenarios(folder: Path | None) -> Scenarios:
    """Reads every scenario of `folder`: never raises for what is in a file, only lists it."""
    found: dict[str, Pinned] = {}
    problems: list[Problem] = []
    for path in playbook_files(folder) if folder is not None else []:
        try:
            _, scenario = read_scenario(path)
        except Malformed as malformed:
            problems += malformed.problems
            continue
        found[scenario.id] = Pinned.of(scenario)
    return Scenarios(found, tuple(problems))
