"""Which playbook is to be walked, with the others it lives among."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handlers.people import Directory
from playbooks.edition import Edition
from playbooks.lint import lint_source
from playbooks.loading import load_library, playbook_files, read_source
from playbooks.problems import Malformed, Problem, instead


@dataclass(frozen=True, slots=True)
class Chosen:
    """`edition` is walked; `others` are there for what it opens, and for what else staff's words could mean."""

    edition: Edition
    others: tuple[Edition, ...]
    problems: tuple[Problem, ...]

    @property
    def editions(self) -> tuple[Edition, ...]:
        return (self.edition, *self.others)


class NoSuchPlaybook(Exception):
    """Neither a file nor the id of a playbook. The text says which there are."""


def choose(named: str, library: Path, today: date, directory: Directory) -> Chosen:
    """The playbook that is `named`: a file, which need not be in `library`, or an id in it.

    Raises NoSuchPlaybook, and Malformed for a file that cannot be used.
    """
    file = _file(named, library)
    source = read_source(file)
    problems = lint_source(source, today, [group.id for group in directory.groups])
    others = [edition for edition in load_library(library) if edition.playbook.id != source.playbook.id]
    return Chosen(Edition.of(source.playbook), tuple(others), tuple(problems))


def _file(named: str, library: Path) -> Path:
    path = Path(named)
    if path.is_file():
        return path
    by_id = {file.stem: file for file in playbook_files(library)} if library.is_dir() else {}
    if named not in by_id:
        raise NoSuchPlaybook(f"there is no file and no playbook `{named}`; {instead(named, by_id)}")
    return by_id[named]


__all__ = ["Chosen", "Malformed", "NoSuchPlaybook", "choose"]
