"""What Telegram says when it refuses, word for word, because clients and adapters look at these words."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A call that fails: HTTP `code`, Telegram's `description`, and `parameters` for the client to act on."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The answer as it goes over the wire."""
        said: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            said["parameters"] = self.parameters
        return said


def bad(what: str, **parameters: Any) -> Refused:
    """400: the request is wrong."""
    return Refused(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> Refused:
    """403: the bot may not speak there."""
    return Refused(403, f"Forbidden: {what}")


def too_many(seconds: int) -> Refused:
    """429: come back in `seconds`."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(to: int) -> Refused:
    """The group is a supergroup now."""
    return bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
