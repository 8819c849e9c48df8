"""What Muster tells itself through the inbox, read back into the event it is.

Timers that came due, and what a send taught us about a chat: that it cannot be reached, or has moved.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from handlers.events import ChatMoved, Elapsed, Event, Inbound, Reachable


def read_timer(raw: str, conversation: str, at: datetime) -> Inbound | None:
    """The event, or None when `raw` is no timer's. Storage writes `{"timer": key, "kind": …, "data": {…}, …}`."""
    if not raw.startswith('{"timer":'):
        return None
    content = json.loads(raw)
    bot, _, chat = conversation.partition(":")
    return Inbound(bot, int(chat), _event(content), at, private=int(chat) > 0)


def _event(content: dict[str, Any]) -> Event:
    kind, data = content["kind"], content["data"]
    if kind == "unreachable":
        return Reachable(False)
    if kind == "moved":
        return ChatMoved(int(data["to"]))
    return Elapsed(content["timer"], kind, data, content.get("drill"))
