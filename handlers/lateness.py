"""An alert that arrives late says so: whoever reads it must not take for now what was then."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.alerts.cards import clock_time
from handlers.delivery import Lane, Notice
from handlers.messages import Message, Span
from handlers.people import Directory
from handlers.proof import LATE
from playbooks.phrases import phrases


def comes_late(notice: Notice, queued_at: datetime, now: datetime) -> bool:
    """Whether a notice that goes out now is an alert that should have gone out long before."""
    alert = notice.case is not None and notice.lane in (Lane.URGENT, Lane.ALERT)
    fresh = notice.edits is None and notice.edits_message is None
    return alert and fresh and now - queued_at > LATE


def with_delay(message: Message, language: str, queued_at: datetime, now: datetime, directory: Directory) -> Message:
    """`message` with a last line that says when it was sent and when it is delivered, on local clocks."""
    sent, delivered = (clock_time(moment, directory, now, language) for moment in (queued_at, now))
    # TRANSLATORS: Last line of an alert that was held up on its way: “Sent 14:00, delivered 14:07”.
    words = phrases(language)("Sent {sent}, delivered {delivered}", sent=sent, delivered=delivered)
    return replace(message, spans=(*message.spans, Span(f"\n{words}", "italic")))
