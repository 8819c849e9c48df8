"""What an organisation's own staff call things: proposed when somebody corrects a suggestion, used once accepted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AliasState(StrEnum):
    """Only an accepted alias is used. A refused one is kept, so that it is not proposed again."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Alias:
    """A phrase that is to find `entry` (`injury`, `complaint/fees`). Who wrote it is not kept."""

    text: str
    entry: str
    proposed_at: datetime
    state: AliasState = AliasState.PROPOSED
    settled_by: str | None = None  # staff id

    @property
    def id(self) -> str:
        """A short name that is always the same for the same phrase and entry."""
        return hashlib.sha256(f"{self.entry}\n{self.text}".encode()).hexdigest()[:12]
