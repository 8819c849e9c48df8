"""Notices on their way, and the processes that send them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.schema.columns import Serial, metadata, moment_column, text_column

notices = Table(
    "notices",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    text_column("id"),
    text_column("bot"),
    Column("chat", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),
    text_column("state"),
    text_column("message"),
    text_column("language"),
    text_column("edits", nullable=True),
    Column("edits_message", BigInteger),
    text_column("reply_to", nullable=True),
    text_column("case_id", nullable=True),
    Column("card", Boolean, nullable=False),
    text_column("staff", nullable=True),
    text_column("key", nullable=True),
    Column("critical", Boolean, nullable=False),
    moment_column("not_before", nullable=True),
    moment_column("queued_at"),
    text_column("owner", nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reference", BigInteger),
    text_column("why", nullable=True),
    moment_column("settled_at", nullable=True),
    moment_column("turn", nullable=True),  # its place in the queue; none while it has to wait for `not_before`
    text_column("brief", nullable=True),  # it may share a message with others
    text_column("bundle", nullable=True),  # it did: the one of them that names that message
    Column("told", Boolean, nullable=False, server_default=false()),  # proof that somebody was told of its case
    text_column("drill", nullable=True),  # the run it belongs to
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

#: Processes that run on this database, and when each was last heard of.
processes = Table(
    "processes",
    metadata,
    Column("owner", Text, primary_key=True),
    moment_column("seen_at"),
)
