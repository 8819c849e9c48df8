"""How a case ended: what came of it, in whose words, and what the person concerned was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ending:
    """`outcome` is one of the playbook's, by id; words and reply are as somebody wrote them, or empty."""

    outcome: str
    words: str = ""
    reply: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """For the timeline: what there is."""
        fields = {"outcome": self.outcome, "words": self.words, "reply": self.reply}
        return {name: value for name, value in fields.items() if value}
