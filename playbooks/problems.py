"""What can be wrong with a file that people write, and the one exception that says so.

playbooks/library/fire.yaml:42:9: step `muster` goes to `headcuont`, which is not here; did you mean `headcount`?

Malformed        a file cannot be used; `problems` has at least one error
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where (line and column count from 1), and what to do about it."""

    file: str
    line: int
    column: int
    wrong: str
    remedy: str = ""
    level: Level = "error"
    rule: str = ""

    def __str__(self) -> str:
        level = "" if self.level == "error" else f"{self.level}: "
        remedy = f"; {self.remedy}" if self.remedy else ""
        what = " ".join(f"{self.wrong}{remedy}".split())  # what an author wrote may have lines, a problem has one
        return f"{self.file}:{self.line}:{self.column}: {level}{what}"


class Malformed(Exception):
    """A file cannot be used. Its text is the lint lines, one for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def near(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` was probably meant to be, if any is close."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


def instead(name: str, known: Iterable[str], what: str = "use one of") -> str:
    """Advice for an unknown `name`: the near one, else the list of what there is."""
    choices = list(known)
    if (guess := near(name, choices)) is not None:
        return f"did you mean `{guess}`?"
    shown = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"{what} {shown}" if choices else "there is none to refer to; remove it"
