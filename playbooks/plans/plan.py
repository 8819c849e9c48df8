"""What was understood of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from playbooks.model import Kind, Phase
from playbooks.words import Language


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call, as the plan names them, and the line it stands in."""

    name: str
    number: str
    line: int


@dataclass(slots=True)
class Step:
    """One thing to be done. `when` is the id of a decision and how it must have gone."""

    text: str
    line: int
    id: str = ""
    track: str | None = None
    phase: Phase = "respond"
    role: str | None = None
    within: timedelta | None = None
    every: timedelta | None = None
    critical: bool = False
    hint: str = ""
    caution: str = ""
    calls: list[Contact] = field(default_factory=list)
    decides: bool = False
    when: tuple[Step, str] | None = None
    conditional: bool = False  # it says "if …", and nobody can tell yet on what that depends
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """The whole of it. `roles` and `tracks` are names by id; `left` is what found no place, with its line."""

    title: str
    language: Language
    kind: Kind
    owner: str = ""
    summary: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    tracks: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    contacts_title: str = ""
    sources: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
