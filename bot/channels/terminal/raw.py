"""One event as JSON, for channels that have no format of their own: the terminal and rehearsals.

{"kind": "Said", "event": {"text": "hello"}, "bot": "staff", "chat": 1001, "at": "…", "sender": {…}, …}
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from bot.channels.port import Undecodable
from handlers.events import Event, Inbound, Sender

_EVENTS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Event)}
_SENDER = TypeAdapter(Sender)


def write_raw(inbound: Inbound) -> str:
    """What `read_raw` reads."""
    content = asdict(inbound)
    content["kind"] = type(inbound.event).__name__
    content["at"] = inbound.at.isoformat()
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def read_raw(raw: str) -> Inbound:
    """The event that `raw` is. Raises Undecodable."""
    try:
        content = json.loads(raw)
        event = _EVENTS[content.pop("kind")].validate_python(content.pop("event"))
        sender = content.pop("sender")
        at = datetime.fromisoformat(content.pop("at"))
        return Inbound(event=event, sender=sender and _SENDER.validate_python(sender), at=at, **content)
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as problem:
        raise Undecodable(f"not an event: {problem}") from problem
