"""Editions, who published and who read them, and the phrases they are found by."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from storage.schema.columns import Serial, metadata, moment_column, text_column

#: Phrases that staff's corrections proposed for playbooks to be found by.
aliases = Table(
    "aliases",
    metadata,
    Column("id", Text, primary_key=True),
    text_column("text"),
    text_column("entry"),
    text_column("state"),
    moment_column("proposed_at"),
    text_column("settled_by", nullable=True),
    CheckConstraint("state IN ('proposed', 'accepted', 'refused')", name="state"),
)

#: Every edition that was ever published, so that what began on one can end on it.
editions = Table(
    "editions",
    metadata,
    Column("digest", Text, primary_key=True),
    text_column("playbook"),
    text_column("content"),
    moment_column("first_seen"),
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
    Column("seq", Serial, primary_key=True, autoincrement=True),
    text_column("playbook"),
    text_column("edition", nullable=True),
    text_column("instead_of", nullable=True),
    moment_column("published_at"),
    text_column("way"),
    text_column("published_by"),
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
    text_column("edition"),
    moment_column("asked_at", nullable=True),
    Column("reminders", Integer, nullable=False, server_default="0"),
    moment_column("reminded_at", nullable=True),
    moment_column("read_at", nullable=True),
    CheckConstraint("(reminders = 0) = (reminded_at IS NULL)", name="reminded"),
    CheckConstraint("asked_at IS NOT NULL OR read_at IS NOT NULL", name="something"),
    sqlite_with_rowid=False,
)
Index("ix_readings_playbook", readings.c.playbook)
