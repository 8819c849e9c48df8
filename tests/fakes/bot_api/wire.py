"""Results as JSON over the wire."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A result that is JSON already."""

    json: str


def answer(result: Any) -> bytes:
    """Telegram's answer to a call that worked."""
    if isinstance(result, Verbatim):
        return b'{"ok":true,"result":' + result.json.encode() + b"}"
    return dumps({"ok": True, "result": result})


def dumps(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
