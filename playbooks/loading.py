"""Reading playbook files: YAML in, editions out, and every problem with its line.

edition = load_playbook("playbooks/library/complaint.yaml")     # or Malformed
library = load_library("playbooks/library")                     # keeps the good ones, lists what is wrong
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from playbooks.advice import problems_of
from playbooks.edition import Edition
from playbooks.model import Playbook
from playbooks.problems import Malformed, Problem
from playbooks.yaml_file import Document, parse_yaml, read_yaml

__all__ = [
    "LIBRARY",
    "Document",
    "Library",
    "Malformed",
    "Problem",
    "Source",
    "load_library",
    "load_playbook",
    "no_playbooks",
    "parse_yaml",
    "playbook_files",
    "read_as",
    "read_library",
    "read_source",
    "read_yaml",
]

#: The playbooks that come with Muster.
LIBRARY = Path(__file__).parent / "library"

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Source:
    """A playbook and the document it was read from, for advice that names lines."""

    document: Document
    playbook: Playbook


@dataclass(frozen=True, slots=True)
class Library:
    """The playbooks of a folder that can be used, by id, with their files, and what is wrong with the others."""

    editions: dict[str, Edition] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.editions.values())


def read_as(model: type[Model], document: Document) -> Model:
    """`document` as a `model`. Raises Malformed with a plain sentence for every field that does not fit."""
    if not isinstance(document.data, dict):
        raise Malformed([document.problem((), "holds no fields", "start with lines such as `id: complaint`")])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise Malformed(problems_of(error, document, model)) from None


def read_source(path: str | Path) -> Source:
    """Reads one playbook file and keeps its lines. Raises Malformed."""
    document = read_yaml(path)
    return Source(document, read_as(Playbook, document))


def load_playbook(path: str | Path) -> Edition:
    """Reads one playbook file. Raises Malformed."""
    return Edition.of(read_source(path).playbook)


def load_library(folder: str | Path = LIBRARY) -> Library:
    """Reads every playbook of `folder`: never raises for what is in a file, only lists it."""
    editions: dict[str, Edition] = {}
    sources: dict[str, Source] = {}
    try:
        files = playbook_files(folder)
    except OSError as error:
        wrong = f"cannot be read: {error.strerror}"
        return Library(problems=(Problem(str(folder), 1, 1, wrong, "check its rights"),))
    problems = [] if files else [no_playbooks(folder)]
    for path in files:
        try:
            source = read_source(path)
        except Malformed as malformed:
            problems += malformed.problems
            continue
        if source.playbook.id in editions:
            wrong = f"another file of this folder is `{source.playbook.id}` as well"
            problems.append(source.document.problem(("id",), wrong, "give one of them another id"))
            continue
        editions[source.playbook.id] = Edition.of(source.playbook)
        sources[source.playbook.id] = source
    return Library(editions, tuple(problems), sources)


def read_library(place: str | Path) -> Library:
    """The playbooks of a folder, or the one of a file."""
    place = Path(place)
    if place.is_dir():
        return load_library(place)
    try:
        source = read_source(place)
    except Malformed as malformed:
        return Library(problems=malformed.problems)
    return Library({source.playbook.id: Edition.of(source.playbook)}, (), {source.playbook.id: source})


def playbook_files(place: str | Path) -> list[Path]:
    """The playbook files of a folder, in order of name; or the one file that `place` is."""
    place = Path(place)
    if not place.is_dir():
        return [place]
    files = (path for path in place.iterdir() if path.suffix in (".yaml", ".yml"))
    return sorted(path for path in files if not path.name.startswith("."))  # editors leave hidden ones about


def no_playbooks(place: str | Path) -> Problem:
    """What to say of a folder without playbook files."""
    return Problem(str(place), 1, 1, "holds no playbooks", "put files in it whose names end in .yaml")
