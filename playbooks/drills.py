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
from playbooks.model.questions import MediaKind
from playbooks.model.scenario import Inject, Scenario
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


_MIMES: dict[str, tuple[MediaKind, str]] = {
    ".jpg": ("photo", "image/jpeg"),
    ".jpeg": ("photo", "image/jpeg"),
    ".png": ("photo", "image/png"),
    ".ogg": ("voice", "audio/ogg"),
    ".mp4": ("video", "video/mp4"),
    ".pdf": ("document", "application/pdf"),
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that an inject shows, named by its content: `photo/3f5a…/image/jpeg/gate.jpg`."""

    kind: MediaKind
    digest: str
    mime: str
    name: str

    @classmethod
    def of(cls, name: str, content: bytes) -> ShownFile:
        """A file beside a scenario."""
        kind, mime = _MIMES.get(Path(name).suffix.lower(), ("document", "application/octet-stream"))
        return cls(kind, hashlib.sha256(content).hexdigest(), mime, name)

    @classmethod
    def read(cls, text: str) -> ShownFile | None:
        """Back from `text`; None if it is not that."""
        parts = text.split("/", 4)
        kinds = {kind: kind for kind, _ in _MIMES.values()}
        if len(parts) != 5 or parts[0] not in kinds:
            return None
        return cls(kinds[parts[0]], parts[1], f"{parts[2]}/{parts[3]}", parts[4])

    @property
    def text(self) -> str:
        return f"{self.kind}/{self.digest}/{self.mime}/{self.name}"


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios of a folder that can be played, by id, and what is wrong with the others.

    `files` are what their injects show, by SHA-256; in a pinned scenario a file is named by that.
    """

    by_id: dict[str, Pinned] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

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
    files: dict[str, bytes] = {}
    for path in playbook_files(folder) if folder is not None else []:
        try:
            _, scenario = read_scenario(path)
            pinned, shown = _with_files(scenario, path.parent)
        except Malformed as malformed:
            problems += malformed.problems
            continue
        except OSError as error:
            problems.append(
                Problem(str(path), 1, 1, f"names a file that cannot be read: {error}", "put it beside it")
            )
            continue
        found[scenario.id] = Pinned.of(pinned)
        files |= shown
    return Scenarios(found, tuple(problems), files)


def _with_files(scenario: Scenario, folder: Path) -> tuple[Scenario, dict[str, bytes]]:
    """The scenario with its files named by their content, and that. Raises OSError."""
    names = {name for inject in scenario.inject_by_id.values() for name in inject.media}
    contents = {name: (folder / name).read_bytes() for name in names}
    shown = {name: ShownFile.of(name, content) for name, content in contents.items()}

    def named(injects: list[Inject]) -> list[Inject]:
        return [i.model_copy(update={"media": [shown[name].text for name in i.media]}) for i in injects]

    update = {"injects": named(scenario.injects), "spare": named(scenario.spare)} if names else {}
    by_digest = {shown[name].digest: content for name, content in contents.items()}
    return scenario.model_copy(update=update), by_digest
