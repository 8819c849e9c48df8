"""A bot as Telegram knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.updates import Updates

STAFF_TOKEN = "1001:staff-bot-token"
DUTY_TOKEN = "1002:duty-bot-token"


@dataclass(slots=True, eq=False)
class Query:
    """A tap that waits for its answer. `answer` is what the person saw, once answered (may be empty)."""

    id: str
    at: float
    person: int
    answer: str | None = None
    alert: bool = False


@dataclass(slots=True, eq=False)
class Bot:
    """`id` is the number before the token's colon."""

    token: str
    username: str
    updates: Updates
    commands: list[dict[str, Any]] = field(default_factory=list)
    queries: dict[str, Query] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> dict[str, Any]:
        """Telegram's User object."""
        return {"id": self.id, "is_bot": True, "first_name": self.username, "username": self.username}

    @property
    def me(self) -> dict[str, Any]:
        """What getMe answers."""
        return self.user | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
