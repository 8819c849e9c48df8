"""The organisation: people, groups, duty, invitations."""

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
    text,
    true,
)

from storage.schema.columns import Serial, metadata, moment_column, text_column

#: One row: the organisation besides its people and groups. `version` grows with every change to any of them.
organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    text_column("data"),
    CheckConstraint("id = 1", name="one"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("name"),
    text_column("role"),
    text_column("language"),
    Column("telegram", BigInteger),
    text_column("sites"),
    Column("active", Boolean, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("listed", Boolean, nullable=False),  # in the organisation file; others were enrolled in chat
    Column("chose_language", Boolean, nullable=False),  # themselves, so an import leaves it alone
    text_column("phone", nullable=True),
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
    text_column("name"),
    Column("chat", BigInteger),
    text_column("members"),
    text_column("language", nullable=True),
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
    Column("seq", Serial, primary_key=True, autoincrement=True),
    text_column("id"),
    text_column("group_id"),
    text_column("staff"),
    text_column("instead_of", nullable=True),
    moment_column("since"),
    moment_column("until"),
    text_column("made_by"),
    moment_column("made_at"),
    UniqueConstraint("id"),
    CheckConstraint("since < until", name="length"),
    sqlite_autoincrement=True,
)

#: What was last read from each group's duty calendar, and what keeps it from being read since.
calendars = Table(
    "calendars",
    metadata,
    Column("group_id", Text, primary_key=True),
    text_column("source"),  # which calendar it was, as a digest: the address may be secret
    text_column("etag", nullable=True),
    text_column("modified", nullable=True),
    text_column("content", nullable=True),
    text_column("basis", nullable=True),  # what the shifts were made from: content, names, day
    text_column("shifts", nullable=True),
    text_column("findings"),
    moment_column("read_at", nullable=True),
    moment_column("failing_since", nullable=True),
    text_column("trouble", nullable=True),
    CheckConstraint("(failing_since IS NULL) = (trouble IS NULL)", name="trouble"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", Text, primary_key=True),
    text_column("role"),
    text_column("site", nullable=True),
    moment_column("expires_at"),
    text_column("made_by", nullable=True),
    text_column("used_by", nullable=True),
    moment_column("used_at", nullable=True),
    text_column("staff", nullable=True),
    CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name="used"),
)
