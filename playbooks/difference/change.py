"""One change, and who notices it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from playbooks.words import Language

#: `more` came, `less` went, `other` is different now.
Sort = Literal["more", "less", "other"]


class Who(StrEnum):
    """Who notices a change. The names are what scripts read; their order is the order in which changes are told."""

    REPORTER = "reporter"
    TEAM = "team"
    ALERTED = "alerted"
    CLOSER = "closer"
    FINDER = "finder"
    READER = "reader"  # of one language alone
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Change:
    """`part` is where it stands in the file, by ids (`questions/place`). `language`: only its readers notice."""

    who: Who
    text: str
    part: str
    sort: Sort = "other"
    language: Language | None = None
