"""Roll calls as JSON for scripts: the one place that decides their fields (see `docs/scripting.md`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.cli.wording import iso
from handlers.delivery import NoticeState
from handlers.rollcall.calls import Call, RollLine


def call_json(call: Call, lines: Sequence[RollLine]) -> dict[str, Any]:
    """A roll call, or a message to everybody at a site, with everybody who was asked."""
    visitors = call.visitors
    return {
        "number": call.number,
        "kind": call.kind.value,
        "site": call.site,
        "by": call.by,
        "began": call.began.isoformat(),
        "text": call.text or None,
        "reminded_at": iso(call.reminded_at),
        "ended_at": iso(call.ended_at),
        "ended_by": call.ended_by,
        "visitors": {"counted": visitors.counted, "expected": visitors.expected} if visitors else None,
        "people": [_line_json(line) for line in lines],
    }


def _line_json(line: RollLine) -> dict[str, Any]:
    return {
        "staff": line.staff,
        "off_shift": line.off_shift,
        "reachable": line.is_reachable,
        "delivered": line.state is NoticeState.SENT,
        "said": line.said.value if line.said else None,
        "said_at": iso(line.at),
        "said_by": line.by,
        "place": line.place,
        "words": line.words or None,
        "helper": line.helper,
    }
