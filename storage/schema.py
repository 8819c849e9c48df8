"""The tables.

Moments are microseconds since 1970 UTC, structures are JSON in text columns (see `storage.texts`), and what must
always hold is a constraint, so that no bug of ours can write a state that makes no sense.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

#: The newest revision in `storage/migrations/versions`; a database that stands on it needs no migration.
HEAD = "0018"

#: SQLite counts rows only in a column that is exactly INTEGER.
_Serial = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


#: What came in, raw, until a turn has dealt with it; rows that are done are trimmed by `Store.tidy`.
inbox = Table(
    "inbox",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    _text("bot"),
    Column("update_id", BigInteger, nullable=False),
    _text("conversation"),
    _text("raw"),
    _moment("received_at"),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _moment("settled_at", nullable=True),
    _text("why", nullable=True),
    UniqueConstraint("bot", "update_id"),
    CheckConstraint("state IN ('pending', 'done', 'quarantined')", name="state"),
    CheckConstraint("(state = 'pending') = (settled_at IS NULL)", name="settled"),
    CheckConstraint("(state = 'quarantined') = (why IS NOT NULL)", name="why"),
    sqlite_autoincrement=True,
)
Index(
    "ix_inbox_pending", inbox.c.id, sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'")
)
Index(
    "ix_inbox_conversation",
    inbox.c.conversation,
    inbox.c.id,
    sqlite_where=text("state = 'pending'"),
    postgresql_where=text("state = 'pending'"),
)

#: One row for each chat that ever said anything: what a process locks to have its turns to itself.
conversations = Table(
    "conversations",
    metadata,
    Column("key", Text, primary_key=True),
    _text("session", nullable=True),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    _text("number"),
    _text("kind"),
    _text("run"),
    _text("playbook"),
    _text("edition"),
    _text("severity"),
    _text("reporter"),
    _moment("opened_at"),
    _text("status"),
    _text("site", nullable=True),
    _text("acknowledged_by", nullable=True),
    _moment("acknowledged_at", nullable=True),
    Column("version", Integer, nullable=False),
    _text("data"),
    Column("entries", Integer, nullable=False),
    _text("head"),
    _text("area", nullable=True),
    _text("node", nullable=True),
    _text("risk", nullable=True),
    UniqueConstraint("number"),
    CheckConstraint("status IN ('open', 'acknowledged', 'resolved', 'withdrawn')", name="status"),
    CheckConstraint("run IN ('real', 'drill')", name="run"),
    CheckConstraint("(acknowledged_by IS NULL) = (acknowledged_at IS NULL)", name="acknowledged"),
    CheckConstraint("status <> 'acknowledged' OR acknowledged_by IS NOT NULL", name="acknowledged_by"),
    CheckConstraint("status <> 'open' OR acknowledged_by IS NULL", name="open"),
    CheckConstraint("version >= 1", name="version"),
)
Index("ix_cases_reporter", cases.c.reporter, cases.c.opened_at)
Index("ix_cases_opened_at", cases.c.opened_at)
Index(
    "ix_cases_emergencies",
    cases.c.site,
    cases.c.opened_at,
    sqlite_where=text("kind = 'emergency'"),
    postgresql_where=text("kind = 'emergency'"),
)
Index(
    "ix_cases_open",
    cases.c.opened_at,
    cases.c.id,
    sqlite_where=text("status IN ('open', 'acknowledged')"),
    postgresql_where=text("status IN ('open', 'acknowledged')"),
)

#: Append-only, guarded by triggers (`storage.triggers`): each entry's hash covers the one before it.
timeline = Table(
    "timeline",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _moment("at"),
    _text("kind"),
    _text("actor", nullable=True),
    _text("data"),
    _text("previous"),
    _text("hash"),
    CheckConstraint("sequence >= 1", name="sequence"),
    sqlite_with_rowid=False,
)

#: Contents of files, each once, by its SHA-256 in hexadecimal.
blobs = Table(
    "blobs",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("length(content) = size", name="size"),
)

#: Files of cases; those with neither a digest nor a reason to give up are fetched, not before `not_before`.
attachments = Table(
    "attachments",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("file", Text, primary_key=True),
    _text("by"),
    _moment("at"),
    _text("media"),
    Column("bot", Text, nullable=False, server_default="staff"),
    Column("digest", Text, ForeignKey("blobs.digest")),
    _moment("fetched_at", nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    _text("given_up", nullable=True),
    CheckConstraint("(digest IS NULL) = (fetched_at IS NULL)", name="fetched"),
    CheckConstraint("digest IS NULL OR given_up IS NULL", name="given_up"),
    sqlite_with_rowid=False,
)
Index(
    "ix_attachments_pending",
    attachments.c.not_before,
    sqlite_where=text("digest IS NULL AND given_up IS NULL"),
    postgresql_where=text("digest IS NULL AND given_up IS NULL"),
)

#: Everybody who was asked in a roll call, or told something at a site: `call` is the number of the case's `Call`.
roll_lines = Table(
    "roll_lines",
    metadata,
    Column("case_id", Text, ForeignKey("cases.id"), primary_key=True),
    Column("call", Integer, primary_key=True, autoincrement=False),
    Column("staff", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    _text("notice", nullable=True),
    Column("off_shift", Boolean, nullable=False),
    _text("said", nullable=True),
    _moment("said_at", nullable=True),
    _text("said_by", nullable=True),
    _text("place", nullable=True),
    _text("words", nullable=True),
    _text("helper", nullable=True),
    _moment("noted_at", nullable=True),  # what the timeline knows: the `said_at` of then
    CheckConstraint("said IN ('safe', 'help', 'away', 'read')", name="said"),
    CheckConstraint("(said IS NULL) = (said_at IS NULL)", name="said_at"),
    CheckConstraint("(said IS NULL) = (said_by IS NULL)", name="said_by"),
    sqlite_with_rowid=False,
)

#: The last number given out, by series and year; its row is locked while a number is being given out.
counters = Table(
    "counters",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("value", Integer, nullable=False),
    CheckConstraint("value >= 0", name="value"),
)

notices = Table(
    "notices",
    metadata,
    Column("seq", _Serial, primary_key=True, autoincrement=True),
    _text("id"),
    _text("bot"),
    Column("chat", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),
    _text("state"),
    _text("message"),
    _text("language"),
    _text("edits", nullable=True),
    Column("edits_message", BigInteger),
    _text("reply_to", nullable=True),
    _text("case_id", nullable=True),
    Column("card", Boolean, nullable=False),
    _text("staff", nullable=True),
    _text("key", nullable=True),
    Column("critical", Boolean, nullable=False),
    _moment("not_before", nullable=True),
    _moment("queued_at"),
    _text("owner", nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reference", BigInteger),
    _text("why", nullable=True),
    _moment("settled_at", nullable=True),
    _moment("turn", nullable=True),  # its place in the queue; none while it has to wait for `not_before`
    _text("brief", nullable=True),  # it may share a message with others
    _text("bundle", nullable=True),  # it did: the one of them that names that message
    Column("told", Boolean, nullable=False, server_default=false()),  # proof that somebody was told of its case
    _text("drill", nullable=True),  # the run it belongs to
    UniqueConstraint("id"),
    CheckConstraint("state IN ('queued', 'sending', 'sent', 'dead', 'dropped')", name="state"),
    CheckConstraint("(state = 'sending') = (owner IS NOT NULL)", name="owner"),
    CheckConstraint("(state IN ('sent', 'dead', 'dropped')) = (settled_at IS NOT NULL)", name="settled"),
    CheckConstraint("state <> 'dead' OR why IS NOT NULL", name="why"),
    CheckConstraint("reference IS NULL OR state = 'sent'", name="reference"),
    sqlite_autoincrement=True,
)
for _name, _columns, _where in (
    ("queued", ("lane", "turn", "seq", "bot", "chat"), "state = 'queued' AND turn IS NOT NULL"),
    ("line", ("chat", "bot", "lane", "turn"), "state = 'queued' AND turn IS NOT NULL"),
    ("asleep", ("not_before",), "state = 'queued' AND turn IS NULL"),
    ("edits", ("edits", "seq"), "edits IS NOT NULL"),
    ("sending", ("owner",), "state = 'sending'"),
    ("dead", ("seq",), "state = 'dead'"),
    ("key", ("key",), "state IN ('queued', 'sending') AND key IS NOT NULL"),
    ("card", ("case_id",), "card"),
    ("told", ("case_id",), "told"),
    ("reference", ("bot", "chat", "reference"), "reference IS NOT NULL AND case_id IS NOT NULL"),
):
    Index(
        f"ix_notices_{_name}",
        *(notices.c[_column] for _column in _columns),
        sqlite_where=text(_where),
        postgresql_where=text(_where),
    )

timers = Table(
    "timers",
    metadata,
    Column("key", Text, primary_key=True),
    _text("conversation"),
    _moment("due"),
    _text("kind"),
    _text("data"),
    _text("drill", nullable=True),  # the run whose clock it reads
    _moment("shown", nullable=True),  # when that clock shows this, it is due
    sqlite_with_rowid=False,
)
Index("ix_timers_due", timers.c.due)
Index(
    "ix_timers_drill",
    timers.c.drill,
    sqlite_where=text("drill IS NOT NULL"),
    postgresql_where=text("drill IS NOT NULL"),
)

#: Runs of scenarios: how each stands, which follows from its log, and where that log ends.
drills = Table(
    "drills",
    metadata,
    Column("id", Text, primary_key=True),
    _text("number"),
    _text("standing"),
    Column("open", Boolean, nullable=False),  # it is with the organisation: turns and sending look at it
    Column("entries", Integer, nullable=False),
    _text("head"),
    UniqueConstraint("number"),
)
Index("ix_drills_open", drills.c.id, sqlite_where=text("open"), postgresql_where=text("open"))

#: What happened in a run, append-only as the timeline is.
drill_log = Table(
    "drill_log",
    metadata,
    Column("drill_id", Text, ForeignKey("drills.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _moment("at"),
    _text("kind"),
    _text("actor", nullable=True),
    _text("data"),
    _text("previous"),
    _text("hash"),
    CheckConstraint("sequence >= 1", name="sequence"),
    sqlite_with_rowid=False,
)

#: One row: the organisation besides its people and groups. `version` grows with every change to any of them.
organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    _text("data"),
    CheckConstraint("id = 1", name="one"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("role"),
    _text("language"),
    Column("telegram", BigInteger),
    _text("sites"),
    Column("active", Boolean, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("listed", Boolean, nullable=False),  # in the organisation file; others were enrolled in chat
    Column("chose_language", Boolean, nullable=False),  # themselves, so an import leaves it alone
    _text("phone", nullable=True),
    CheckConstraint("role IN ('staff', 'duty-manager', 'trainer', 'admin')", name="role"),
)
Index(
    "uq_staff_account",
    staff.c.telegram,
    unique=True,
    sqlite_where=text("active AND telegram IS NOT NULL"),
    postgresql_where=text("active AND telegram IS NOT NULL"),
)

groups = Table(
    "groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    _text("name"),
    Column("chat", BigInteger),
    _text("members"),
    _text("language", nullable=True),
    Column("reachable", Boolean, nullable=False, server_default=true()),
)

#: Where group chats moved, so that importing a file with their old number finds them.
moves = Table(
    "moves",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("to", BigInteger, nullable=False),
)

#: What was agreed in chat about duty rosters, in the order it was.
overrides = Table(
    "overrides",
    metadata,
    Column("seq", _Serial, primary_key=True, autoincrement=True),
    _text("id"),
    _text("group_id"),
    _text("staff"),
    _text("instead_of", nullable=True),
    _moment("since"),
    _moment("until"),
    _text("made_by"),
    _moment("made_at"),
    UniqueConstraint("id"),
    CheckConstraint("since < until", name="length"),
    sqlite_autoincrement=True,
)

#: What was last read from each group's duty calendar, and what keeps it from being read since.
calendars = Table(
    "calendars",
    metadata,
    Column("group_id", Text, primary_key=True),
    _text("source"),  # which calendar it was, as a digest: the address may be secret
    _text("etag", nullable=True),
    _text("modified", nullable=True),
    _text("content", nullable=True),
    _text("basis", nullable=True),  # what the shifts were made from: content, names, day
    _text("shifts", nullable=True),
    _text("findings"),
    _moment("read_at", nullable=True),
    _moment("failing_since", nullable=True),
    _text("trouble", nullable=True),
    CheckConstraint("(failing_since IS NULL) = (trouble IS NULL)", name="trouble"),
)

#: Phrases that staff's corrections proposed for playbooks to be found by.
aliases = Table(
    "aliases",
    metadata,
    Column("id", Text, primary_key=True),
    _text("text"),
    _text("entry"),
    _text("state"),
    _moment("proposed_at"),
    _text("settled_by", nullable=True),
    CheckConstraint("state IN ('proposed', 'accepted', 'refused')", name="state"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _text("role"),
    _text("site", nullable=True),
    _moment("expires_at"),
    _text("made_by", nullable=True),
    _text("used_by", nullable=True),
    _moment("used_at", nullable=True),
    _text("staff", nullable=True),
    CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name="used"),
)

#: Corrective actions; `due` is a day as in ISO 8601.
actions = Table(
    "actions",
    metadata,
    Column("id", Text, primary_key=True),
    _text("number"),
    _text("what"),
    _text("staff", nullable=True),
    _text("group_id", nullable=True),
    _text("due"),
    _text("origin"),
    _text("made_by"),
    _moment("made_at"),
    Column("case_id", Text, ForeignKey("cases.id")),
    _text("source", nullable=True),
    _text("playbook", nullable=True),
    _text("edition", nullable=True),
    _text("step", nullable=True),
    _text("state"),
    _text("settled_by", nullable=True),
    _moment("settled_at", nullable=True),
    _text("words"),
    _text("proof", nullable=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("number"),
    CheckConstraint("(staff IS NULL) <> (group_id IS NULL)", name="owner"),
    CheckConstraint("state IN ('open', 'done', 'dropped')", name="state"),
    CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled"),
    CheckConstraint("(settled_by IS NULL) = (settled_at IS NULL)", name="settled_by"),
    CheckConstraint("state <> 'done' OR words <> '' OR proof IS NOT NULL", name="proof"),
    CheckConstraint("state <> 'dropped' OR words <> ''", name="reason"),
    CheckConstraint("playbook IS NOT NULL OR (edition IS NULL AND step IS NULL)", name="target"),
    CheckConstraint("version >= 1", name="version"),
)
for _name, _columns, _where in (
    ("open", ("due", "number"), "state = 'open'"),
    ("case", ("case_id",), "case_id IS NOT NULL"),
    ("source", ("source",), "source IS NOT NULL"),
):
    Index(
        f"ix_actions_{_name}",
        *(actions.c[_column] for _column in _columns),
        sqlite_where=text(_where),
        postgresql_where=text(_where),
    )

#: Every edition that was ever published, so that what began on one can end on it.
editions = Table(
    "editions",
    metadata,
    Column("digest", Text, primary_key=True),
    _text("playbook"),
    _text("content"),
    _moment("first_seen"),
    Column("current", Boolean, nullable=False),
)
Index(
    "uq_editions_current",
    editions.c.playbook,
    unique=True,
    sqlite_where=text("current"),
    postgresql_where=text("current"),
)

#: Which edition took the place of which, in the order it happened; no edition: the playbook was withdrawn.
publications = Table(
    "publications",
    metadata,
    Column("seq", _Serial, primary_key=True, autoincrement=True),
    _text("playbook"),
    _text("edition", nullable=True),
    _text("instead_of", nullable=True),
    _moment("published_at"),
    _text("way"),
    _text("published_by"),
    CheckConstraint("way IN ('folder', 'command')", name="way"),
    CheckConstraint("edition IS NOT NULL OR instead_of IS NOT NULL", name="something"),
    sqlite_autoincrement=True,
)

#: Who was asked to read what is new in a version of a playbook; not asked: they saw it as they began a report.
readings = Table(
    "readings",
    metadata,
    Column("staff", Text, primary_key=True),
    Column("playbook", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("edition"),
    _moment("asked_at", nullable=True),
    Column("reminders", Integer, nullable=False, server_default="0"),
    _moment("reminded_at", nullable=True),
    _moment("read_at", nullable=True),
    CheckConstraint("(reminders = 0) = (reminded_at IS NULL)", name="reminded"),
    CheckConstraint("asked_at IS NOT NULL OR read_at IS NOT NULL", name="something"),
    sqlite_with_rowid=False,
)
Index("ix_readings_playbook", readings.c.playbook)

#: Processes that run on this database, and when each was last heard of.
processes = Table(
    "processes",
    metadata,
    Column("owner", Text, primary_key=True),
    _moment("seen_at"),
)
