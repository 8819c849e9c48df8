"""The outbox: notices on their way out, who is sending them, and what came of it."""

from storage.outbox.claiming import claim, orphans, under_way
from storage.outbox.items import OutboxItem, Queued, Settled
from storage.outbox.looking import bring_forward, given_up, next_due, references, retry, show, was_sent
from storage.outbox.queueing import drop, insert_all, line_up, move, new_row, overtaken, queued_words, reword
from storage.outbox.settling import settle

__all__ = [
    "OutboxItem",
    "Queued",
    "Settled",
    "bring_forward",
    "claim",
    "drop",
    "given_up",
    "insert_all",
    "line_up",
    "move",
    "new_row",
    "next_due",
    "orphans",
    "overtaken",
    "queued_words",
    "references",
    "retry",
    "reword",
    "settle",
    "show",
    "under_way",
    "was_sent",
]
