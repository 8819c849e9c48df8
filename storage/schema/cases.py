"""Cases and what belongs to them: timelines, files, numbers, corrective actions, roll calls."""

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
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import metadata, moment_column, text_column

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("number"),
    text_column("kind"),
    text_column("run"),
    text_column("playbook"),
    text_column("edition"),
    text_column("severity"),
    text_column("reporter"),
    moment_column("opened_at"),
    text_column("status"),
    text_column("site", nullable=True),
    text_column("acknowledged_by", nullable=True),
    moment_column("acknowledged_at", nullable=True),
    Column("version", Integer, nullable=False),
    text_column("data"),
    Column("entries", Integer, nullable=False),
    text_column("head"),
    text_column("area", nullable=True),
    text_column("node", nullable=True),
    text_column("risk", nullable=True),
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
    moment_column("at"),
    text_column("kind"),
    text_column("actor", nullable=True),
    text_column("data"),
    text_column("previous"),
    text_column("hash"),
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
    Column("case_id", Text, primary_key=True),  # or the run of a drill: what evaluators saw before there was a case
    Column("file", Text, primary_key=True),
    text_column("by"),
    moment_column("at"),
    text_column("media"),
    Column("bot", Text, nullable=False, server_default="staff"),
    Column("digest", Text, ForeignKey("blobs.digest")),
    moment_column("fetched_at", nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    text_column("given_up", nullable=True),
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
    text_column("notice", nullable=True),
    Column("off_shift", Boolean, nullable=False),
    text_column("said", nullable=True),
    moment_column("said_at", nullable=True),
    text_column("said_by", nullable=True),
    text_column("place", nullable=True),
    text_column("words", nullable=True),
    text_column("helper", nullable=True),
    moment_column("noted_at", nullable=True),  # what the timeline knows: the `said_at` of then
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

#: Corrective actions; `due` is a day as in ISO 8601.
actions = Table(
    "actions",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("number"),
    text_column("what"),
    text_column("staff", nullable=True),
    text_column("group_id", nullable=True),
    text_column("due"),
    text_column("origin"),
    text_column("made_by"),
    moment_column("made_at"),
    Column("case_id", Text, ForeignKey("cases.id")),
    text_column("source", nullable=True),
    text_column("playbook", nullable=True),
    text_column("edition", nullable=True),
    text_column("step", nullable=True),
    text_column("state"),
    text_column("settled_by", nullable=True),
    moment_column("settled_at", nullable=True),
    text_column("words"),
    text_column("proof", nullable=True),
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
