"""A folder of playbooks as it is on the disk: whether it changed, and what is in it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playbooks.lint import lint_library
from playbooks.loading import Library, Problem, load_library, playbook_files

#: What tells one state of a folder from the next: of each file its name, number, size and when it was written.
State = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds, and what keeps it from being published; warnings do not."""

    library: Library = field(default_factory=Library)
    errors: tuple[Problem, ...] = ()


def state_of(folder: Path) -> State:
    """The state of a folder now; of one that is not there or cannot be read, nothing."""
    found: list[tuple[str, int, int, int]] = []
    with contextlib.suppress(
        OSError
    ):  # also of a file that is taken away meanwhile: the next look sees what that makes
        for file in playbook_files(folder):
            seen = file.stat()
            found.append((file.name, seen.st_ino, seen.st_size, seen.st_mtime_ns))
    return tuple(found)


def read_folder(folder: Path, today: date, is_published: Callable[[str], bool]) -> Found:
    """Reads and lints it; what `is_published` (by digest) was found good before."""
    library = load_library(folder)
    fresh = [id_ for id_, edition in library.editions.items() if not is_published(edition.digest)]
    problems = lint_library(library, today, fresh)
    return Found(library, tuple(problem for problem in problems if problem.level == "error"))
