"""What the rules of a playbook look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playbooks.conditions import holds
from playbooks.model import Condition, Playbook


@dataclass(frozen=True, slots=True)
class Given:
    """The answers (question id -> value) and step outcomes of one playbook, now.

    `reached` are the levels up to the one it stands at, lowest first.
    """

    playbook: Playbook
    answers: Mapping[str, Any]
    outcomes: Mapping[str, str]
    now: datetime
    reached: tuple[str, ...] = ()

    def holds(self, condition: Condition | None) -> bool:
        """Whether a rule's condition holds; none always does."""
        known = self.playbook.question_by_id
        return holds(condition, self.answers, self.outcomes, known, self.now, self.reached)
