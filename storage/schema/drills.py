"""Runs of scenarios, and their logs."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.schema.columns import metadata, moment_column, text_column

#: Runs of scenarios: how each stands, which follows from its log, and where that log ends.
drills = Table(
    "drills",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("number"),
    text_column("standing"),
    Column("open", Boolean, nullable=False),  # it is with the organisation: turns and sending look at it
    Column("entries", Integer, nullable=False),
    text_column("head"),
    UniqueConstraint("number"),
)
Index("ix_drills_open", drills.c.id, sqlite_where=text("open"), postgresql_where=text("open"))

#: What came of each finished run: it follows from its log, and is here because the programme looks at all of them.
drill_results = Table(
    "drill_results",
    metadata,
    Column("drill_id", Text, ForeignKey("drills.id"), primary_key=True),
    moment_column("ended_at"),
    text_column("data"),
)

#: What happened in a run, append-only as the timeline is.
drill_log = Table(
    "drill_log",
    metadata,
    Column("drill_id", Text, ForeignKey("drills.id"), primary_key=True),
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
