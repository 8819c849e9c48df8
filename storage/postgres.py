"""PostgreSQL: several processes on one database, kept out of each other's way by row locks.

Every transaction is READ COMMITTED.  What a turn reads to change it is read FOR UPDATE, so a second process waits
and then sees what the first one wrote; a deadlock ends one of the two with `Retry`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import URL, NullPool, create_engine

from storage.database import Database
from storage.errors import Refused, Retry, StorageError, StorageUnavailable

#: Any number will do, as long as nobody else on this database uses it for advisory locks.
_MIGRATING = 0x6D757374


class Postgres(Database):
    """`patience` is how long to wait, in seconds, for a connection and for a lock."""

    insisting = f"SELECT pg_advisory_xact_lock({_MIGRATING})"

    def __init__(self, url: URL, patience: float) -> None:
        super().__init__(create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool))
        self._address = url.set(query={}).render_as_string(hide_password=True)  # a query can hold a password, too
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._patience = patience

    def connect(self) -> Any:
        return psycopg.connect(
            self._conninfo,
            autocommit=True,
            connect_timeout=max(2, round(self._patience)),
            options=f"-c lock_timeout={round(self._patience * 1000)}",
        )

    def usable(self, connection: Any) -> bool:
        return not connection.closed

    def many(self, values: Collection[Any]) -> Any:
        return list(values)

    def has_table(self, name: str) -> bool:
        with self._telling:
            row = self._use().execute("SELECT to_regclass(%s) IS NOT NULL", (name,)).fetchone()
            return bool(row[0])

    def explain(self, error: Exception) -> StorageError | None:
        if isinstance(error, (errors.DeadlockDetected, errors.SerializationFailure, errors.LockNotAvailable)):
            return Retry(f"another process was in the way: {_line(error)}")
        if isinstance(error, psycopg.IntegrityError):
            return Refused(_line(error))
        if isinstance(error, psycopg.OperationalError):
            return StorageUnavailable(
                f"{self._address}: {_line(error)}; check that the server runs and that MUSTER_DATABASE_URL is right"
            )
        if isinstance(error, psycopg.ProgrammingError) and self._connection is None:
            return StorageUnavailable(f"{self._address}: {_line(error)}; correct MUSTER_DATABASE_URL")
        return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
