"""Opening a database: from a URL to a connection whose tables are the ones this version knows."""

from __future__ import annotations

from sqlalchemy import URL, Column, MetaData, Table, Text, create_mock_engine, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage import triggers  # noqa: F401 - puts the guards on the tables' creation
from storage.database import Database
from storage.errors import StorageUnavailable
from storage.schema import HEAD, metadata
from storage.sqlite import Sqlite
from storage.statements import Statement, insert_new

_stamp = Table("alembic_version", MetaData(), Column("version_num", Text, primary_key=True))
_REVISION = Statement(select(_stamp.c.version_num))
_STAMP = insert_new(_stamp, "version_num")


def connect(url: str, patience: float) -> Database:
    """The database that `url` names, not yet connected. Raises StorageUnavailable when the URL makes no sense."""
    parsed = _parse(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise StorageUnavailable(f"{url} would be forgotten at the end; name a file in MUSTER_DATABASE_URL")
        return Sqlite(parsed, patience)
    if backend in ("postgresql", "postgres"):
        return _postgres(parsed, patience)
    raise StorageUnavailable(f"MUSTER_DATABASE_URL: {backend} is not supported; use sqlite:///… or postgresql://…")


def bring_up_to_date(database: Database) -> None:
    """Creates the tables in an empty database, migrates older ones, and does nothing (fast) when all is well."""
    if _revision(database) == HEAD:
        return
    with database.transaction():
        if database.insisting is not None:
            database.execute(database.insisting)
        if _revision(database) is None:
            _create(database)
    if _revision(database) != HEAD:
        _migrate(database)


def _postgres(url: URL, patience: float) -> Database:
    """Imported only when it is configured: psycopg costs a tenth of a second and eight megabytes."""
    from storage.postgres import Postgres

    return Postgres(url, patience)


def _parse(url: str) -> URL:
    """`url` in parts. No error shows the URL, not even as its cause: it may hold a password."""
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise StorageUnavailable(
            "MUSTER_DATABASE_URL is not a database URL; write sqlite:///muster.db or postgresql://user@host/name"
        ) from None
    if "@" in (parsed.host or ""):
        raise StorageUnavailable("MUSTER_DATABASE_URL: an @ in a user name or password is written %40")
    return parsed


def _revision(database: Database) -> str | None:
    if not database.has_table("alembic_version"):
        return None
    row = database.first(_REVISION)
    return None if row is None else str(row[0])


def _create(database: Database) -> None:
    """All tables at once, as the migrations would have made them (a test compares the two)."""
    statements: list[str] = []
    mock = create_mock_engine(
        str(database.engine.url),
        lambda statement, *_, **__: statements.append(str(statement.compile(dialect=database.dialect))),
    )
    metadata.create_all(mock, checkfirst=False)
    for statement in statements:
        database.execute(statement)
    database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    database.write_all(_STAMP, [{"version_num": HEAD}])


def _migrate(database: Database) -> None:
    # alembic is heavy, and nearly every start does without it
    from storage.migrations.run import UnknownRevision, upgrade

    database.close()
    try:
        upgrade(database.engine, alone=database.insisting)
    except UnknownRevision as error:
        raise StorageUnavailable(
            f"the database in MUSTER_DATABASE_URL was last used by a newer Muster; update this one ({error})"
        ) from error
    except DBAPIError as error:
        told = database.explain(error.orig) if isinstance(error.orig, Exception) else None
        if told is None:
            raise
        raise told from error
