"""The tables.

Moments are microseconds since 1970 UTC, structures are JSON in text columns (see `storage.texts`), and what must
always hold is a constraint, so that no bug of ours can write a state that makes no sense.
"""

from storage.schema.cases import actions, attachments, blobs, cases, counters, roll_lines, timeline
from storage.schema.columns import HEAD, metadata
from storage.schema.coming_in import conversations, inbox, timers
from storage.schema.drills import drill_log, drill_results, drills
from storage.schema.going_out import notices, processes
from storage.schema.people import calendars, groups, invitations, moves, organisation, overrides, staff
from storage.schema.playbooks import aliases, editions, publications, readings

__all__ = [
    "HEAD",
    "actions",
    "aliases",
    "attachments",
    "blobs",
    "calendars",
    "cases",
    "conversations",
    "counters",
    "drill_log",
    "drill_results",
    "drills",
    "editions",
    "groups",
    "inbox",
    "invitations",
    "metadata",
    "moves",
    "notices",
    "organisation",
    "overrides",
    "processes",
    "publications",
    "readings",
    "roll_lines",
    "staff",
    "timeline",
    "timers",
]
