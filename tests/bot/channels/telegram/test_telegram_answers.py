"""What Telegram's replies mean, as a table."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.telegram.answers import outcome
from bot.channels.telegram.transport import Reply, scrubbed
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


def refusal(code: int, description: str, **parameters: Any) -> Reply:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return Reply(code, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(200, b'{"ok":true,"result":{"message_id":7,"chat":{}}}'), Sent(7)),
        (Reply(200, b'{"ok": true, "result": {"chat": {}, "message_id": 7}}'), Sent(7)),
        (Reply(200, b'{"ok":true,"result":{"message_id":7,"cha'), Sent(7)),  # broken off after what counts
        (Reply(200, b'{"ok":true,"result":{"message_id":7'), Uncertain("HTTP 200, not from the Bot API")),
        (Reply(200, b'{"ok":true,"result":true}'), Sent(None)),
        (Reply(200, b'{"ok":true,"result":[{"message_id":7}]}'), Sent(None)),
        (Reply(200, b"<html>welcome to the hotel wifi</html>"), Uncertain("HTTP 200, not from the Bot API")),
        (Reply(200, b"[" * 100_000), Uncertain("HTTP 200, not from the Bot API")),
        (Reply(302, b""), NotSent("HTTP 302, not from the Bot API")),
        (Reply(407, b"proxy"), NotSent("HTTP 407, not from the Bot API")),
        (Reply(500, b"oops"), Uncertain("HTTP 500, not from the Bot API")),
        (Reply(502, b"<html>nginx</html>"), NotSent("HTTP 502, not from the Bot API")),
        (Reply(503, b""), NotSent("HTTP 503, not from the Bot API")),
        (Reply(504, b""), Uncertain("HTTP 504, not from the Bot API")),
        (refusal(500, "Internal Server Error"), NotSent("500 Internal Server Error")),
        (refusal(429, "Too Many Requests", retry_after=12), RetryAfter(12.0)),
        (refusal(429, "Too Many Requests"), RetryAfter(5.0)),
        (refusal(403, "Forbidden: bot was blocked by the user"), Blocked("Forbidden: bot was blocked by the user")),
        (refusal(400, "Bad Request: chat not found"), Blocked("Bad Request: chat not found")),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), Migrated(-100)),
        (refusal(400, "Bad Request: message is not modified: …"), NotModified()),
        (refusal(400, "Bad Request: message to edit not found"), Rejected("Bad Request: message to edit not found")),
        (refusal(400, "Bad Request: message can't be edited"), Rejected("Bad Request: message can't be edited")),
        (refusal(400, "Bad Request: query is too old"), Rejected("Bad Request: query is too old")),
        (refusal(413, "Request Entity Too Large"), Rejected("413 Request Entity Too Large")),
        (refusal(404, "Not Found: method not found"), Rejected("404 Not Found: method not found")),
        (refusal(401, "Unauthorized"), NotSent("401 Unauthorized")),
        (refusal(404, "Not Found"), NotSent("404 Not Found")),
    ],
)
def test_a_reply_means(reply: Reply, expected: SendResult) -> None:
    assert outcome(reply) == expected


def test_no_text_keeps_a_token() -> None:
    token = "123456:AAF-x_9secretsecretsecretsecretsecr"
    assert scrubbed(f"POST https://api.telegram.org/bot{token}/sendMessage", token) == (
        "POST https://api.telegram.org/bot<token>/sendMessage"
    )
    assert "secret" not in scrubbed(f"/bot{token}/x /bot123456%3AAAF-x_9secretsecret/", "")
