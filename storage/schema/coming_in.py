"""Input, chats and timers."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import Serial, metadata, moment_column, text_column

#: What came in, raw, until a turn has dealt with it; rows that are done are trimmed by `Store.tidy`.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    text_column("bot"),
    Column("update_id", BigInteger, nullable=False),
    text_column("conversation"),
    text_column("raw"),
    moment_column("received_at"),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    moment_column("settled_at", nullable=True),
    text_column("why", nullable=True),
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
    text_column("session", nullable=True),
)

timers = Table(
    "timers",
    metadata,
    Column("key", Text, primary_key=True),
    text_column("conversation"),
    moment_column("due"),
    text_column("kind"),
    text_column("data"),
    text_column("drill", nullable=True),  # the run whose clock it reads
    moment_column("shown", nullable=True),  # when that clock shows this, it is due
    sqlite_with_rowid=False,
)
Index("ix_timers_due", timers.c.due)
Index(
    "ix_timers_drill",
    timers.c.drill,
    sqlite_where=text("drill IS NOT NULL"),
    postgresql_where=text("drill IS NOT NULL"),
)
