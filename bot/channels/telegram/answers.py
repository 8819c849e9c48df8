"""What Telegram's replies mean for a message on its way. Plain functions: both libraries' replies pass through here.

Server errors are where care is needed, as a request has no key by which Telegram would know it again:

- 5xx with the Bot API's own JSON: it says itself that it did not do it. NotSent.
- 502 and 503 from a gateway: no Bot API worker took the request, or (rarely) one died with it. Taken as NotSent,
  because the other way every alert in an outage would be marked as a repeat, and an ordinary prompt given up after
  two tries; the price is an unmarked repeat in the rare case.
- 500 and 504 from a gateway, and a reply that nobody can read: Uncertain.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.transport import Reply
from handlers.delivery import (
    Blocked,
    Migrated,
    NotModified,
    NotSent,
    Rejected,
    RetryAfter,
    SendResult,
    Sent,
    Uncertain,
)

#: Said with 400, but they mean that nothing gets into this chat any more.
_CHAT_IS_CLOSED = (
    "chat not found",
    "peer_id_invalid",
    "user not found",
    "group chat was deactivated",
    "group chat was deleted",
    "have no rights to send",
    "not enough rights to send",
    "chat_write_forbidden",
    "bot is not a member",
    "bot was kicked",
)
#: How nearly every reply to a message begins; the rest of it is our own message again.
_SENT = re.compile(rb'\{"ok":true,"result":\{"message_id":(\d{1,18})[,}]')
_PATIENCE_SECONDS = 5.0  # after a 429 that does not say how long to wait


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply of the Bot API itself. `result` counts when `ok`, the rest when not."""

    ok: bool
    status: int
    result: Any = None
    description: str = ""
    retry_after: float | None = None
    migrate_to: int | None = None


def read(reply: Reply) -> Answer | None:
    """The Bot API's answer, or None when the reply is not from it."""
    try:
        data = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("ok"), bool):
        return None
    if data["ok"]:
        return Answer(True, reply.status, data.get("result"))
    return _refusal(data, reply.status)


def _refusal(data: dict[str, Any], status: int) -> Answer:
    code, hints = data.get("error_code"), data.get("parameters")
    hints = hints if isinstance(hints, dict) else {}
    wait, to = hints.get("retry_after"), hints.get("migrate_to_chat_id")
    return Answer(
        False,
        code if isinstance(code, int) else status,
        description=str(data.get("description", ""))[:300],
        retry_after=float(wait) if isinstance(wait, int | float) else None,
        migrate_to=to if isinstance(to, int) else None,
    )


def outcome(reply: Reply) -> SendResult:
    """What came of a message or a tap's answer."""
    if reply.status == 200 and (sent := _SENT.match(reply.body)):
        return Sent(int(sent[1]))
    answer = read(reply)
    if answer is None:
        return _from_gateway(reply)
    if answer.ok:
        return Sent(_reference(answer.result))
    return _refused(answer)


def _reference(result: Any) -> int | None:
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) else None


def _from_gateway(reply: Reply) -> SendResult:
    why = f"HTTP {reply.status}, not from the Bot API"
    if 300 <= reply.status < 500 or reply.status in (502, 503):
        return NotSent(why)
    return Uncertain(why)


def _refused(answer: Answer) -> SendResult:
    if answer.migrate_to is not None:
        return Migrated(answer.migrate_to)
    if answer.status == 429 or answer.retry_after is not None:
        return RetryAfter(_PATIENCE_SECONDS if answer.retry_after is None else answer.retry_after)
    if answer.status == 403:
        return Blocked(answer.description)
    if answer.status == 400:
        return _bad_request(answer.description)
    if answer.status >= 500 or token_refused(answer) or answer.status == 409:
        return NotSent(f"{answer.status} {answer.description}")
    return Rejected(f"{answer.status} {answer.description}")


def _bad_request(description: str) -> SendResult:
    words = description.lower()
    if "message is not modified" in words:
        return NotModified()
    if any(phrase in words for phrase in _CHAT_IS_CLOSED):
        return Blocked(description)
    return Rejected(description)


def token_refused(answer: Answer) -> bool:
    """Whether the platform does not know our token: 401 for a revoked one, a bare 404 for one of no bot."""
    return answer.status == 401 or (answer.status == 404 and "method" not in answer.description.lower())
