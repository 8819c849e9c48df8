"""Notices, and how far they came, as JSON for scripts: the one place that decides their fields."""

from __future__ import annotations

from typing import Any

from bot.cli.wording import iso
from handlers.proof import Copy
from storage import OutboxItem


def notice_json(item: OutboxItem) -> dict[str, Any]:
    """A notice and how it stands."""
    return {
        "id": item.notice.id,
        "state": item.state.value,
        "bot": item.notice.bot,
        "chat": item.notice.chat,
        "lane": item.notice.lane.name.lower(),
        "case": item.notice.case,
        "critical": item.notice.critical,
        "queued_at": item.queued_at.isoformat(),
        "attempts": item.attempts,
        "why": item.why,
        "text": item.notice.message.text,
    }


def reach_json(copy: Copy) -> dict[str, Any]:
    """One way in which somebody was told of a case, and how far it came."""
    moments = {"queued_at": copy.queued_at, "accepted_at": copy.accepted_at, "seen_at": copy.seen_at}
    return {
        "staff": copy.staff,
        "group": copy.group,
        "outside": copy.outside,
        "bot": copy.bot,
        "standing": copy.standing.value,
        **{name: iso(moment) for name, moment in moments.items()},
        "seen_by": copy.seen_by,
        "late_seconds": copy.late.total_seconds() if copy.late is not None else None,
        "unseen_seconds": copy.unseen.total_seconds() if copy.unseen is not None else None,
        "why": copy.why.value if copy.why else None,
        "detail": copy.detail or None,
    }
