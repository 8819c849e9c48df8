"""Leadership: of several processes on one PostgreSQL, which one polls a bot. On SQLite there is only one process."""

from __future__ import annotations

import hashlib
from typing import Any

from storage.database import Database


class Leading:
    """Advisory locks on a connection of their own: the server gives them up when the process dies."""

    def __init__(self, database: Database) -> None:
        self._postgres = database if database.dialect.name == "postgresql" else None
        self._connection: Any = None
        self._held: set[str] = set()

    def lead(self, name: str) -> bool:
        """Whether we lead in `name`; asks the server each time, so that a lost connection is noticed."""
        if self._postgres is None:
            return True
        try:
            return self._ask(name)
        except Exception as error:
            told = self._postgres.explain(error)
            if told is None:
                raise
            self.close()
            raise told from error

    def release(self, name: str) -> None:
        """Stops leading in `name`."""
        if self._postgres is None or name not in self._held:
            return
        self._held.discard(name)
        try:
            self._connection.execute("SELECT pg_advisory_unlock(%s)", (_key(name),))
        except Exception as error:
            if self._postgres.explain(error) is None:
                raise
            self.close()

    def close(self) -> None:
        """Stops leading in everything."""
        connection, self._connection = self._connection, None
        self._held.clear()
        if connection is None or self._postgres is None:
            return
        try:
            connection.execute("SELECT pg_advisory_unlock_all()")  # closing alone would take effect a little later
            connection.close()
        except Exception as error:
            if self._postgres.explain(error) is None:
                raise

    def _ask(self, name: str) -> bool:
        assert self._postgres is not None
        if self._connection is None:
            self._connection = self._postgres.connect()
        if name in self._held:
            self._connection.execute("SELECT 1")
            return True
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", (_key(name),)).fetchone()
        if row[0]:
            self._held.add(name)
        return bool(row[0])


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"muster lead {name}".encode()).digest()[:8], signed=True)
