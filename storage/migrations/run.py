"""Runs the migrations on a database that is behind. Imported only then: alembic takes longer to load than to run."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def configuration() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Brings the database of `engine` to revision `to`, in one transaction."""
    config = configuration()
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # Python's driver begins one for changed rows only
        config.attributes["connection"] = connection
        command.upgrade(config, to)
