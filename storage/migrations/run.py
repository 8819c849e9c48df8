"""Runs the migrations on a database that is behind. Imported only then: alembic takes longer to load than to run."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine


def configuration() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


class UnknownRevision(Exception):
    """The database was brought up to date by a newer Muster than this one."""


def upgrade(engine: Engine, to: str = "head", alone: str | None = None) -> None:
    """Brings the database of `engine` to revision `to`, in one transaction, all or nothing.

    `alone` is SQL that waits until no other process migrates.  Raises UnknownRevision and SQLAlchemy's errors.
    """
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # Python's driver begins one for changed rows only
        if alone is not None:
            connection.exec_driver_sql(alone)
        _upgrade(connection, to)


def _upgrade(connection: Connection, to: str) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise UnknownRevision(str(error)) from error
