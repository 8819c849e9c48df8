"""SQLite: one file, one writer, every commit on disk before it counts (WAL, synchronous FULL)."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import URL, NullPool, create_engine

from storage.database import Database
from storage.errors import Refused, StorageError, StorageUnavailable
from storage.texts import to_json

_PRAGMAS = ("synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY")

_TRIES = 20  # as many processes may open a new file at the same moment


class Sqlite(Database):
    """`patience` is how long to wait, in seconds, for another connection that is writing."""

    begin_statement = "BEGIN IMMEDIATE"
    shared = False

    def __init__(self, url: URL, patience: float) -> None:
        super().__init__(create_engine(url, poolclass=NullPool, paramstyle="named"))
        self.path = Path(url.database or "")
        self._patience = patience
        self._file: tuple[int, int] | None = None

    def connect(self) -> Any:
        """Opens the file; creates it only the first time: a file that vanished is not replaced by an empty one."""
        mode = "rw"
        if self._file is None:
            mode = "rwc"
            self._make_private()
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _write_ahead(connection)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        self._file = self._identity()
        return connection

    def usable(self, connection: Any) -> bool:
        """A file that was moved away can still be written to, for nobody to read; so look where the path leads."""
        return self._identity() == self._file

    def many(self, values: Collection[Any]) -> Any:
        return to_json(list(values))

    def has_table(self, name: str) -> bool:
        with self._telling:
            found = self._use().execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
            return found.fetchone() is not None

    def explain(self, error: Exception) -> StorageError | None:
        if isinstance(error, sqlite3.IntegrityError):
            return Refused(str(error))
        if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
            return StorageUnavailable(
                f"{self.path}: {error}; {_next_move(error)} (MUSTER_DATABASE_URL names this file)"
            )
        return None

    def _make_private(self) -> None:
        """Creates the file, and with it those that SQLite puts beside it, for nobody else to read.

        One that is there is not touched: closing it would take this process's locks on it away from every other
        connection in it, and the next program that looks would take the file for its own.
        """
        with contextlib.suppress(OSError):  # opening it will say what is wrong
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _next_move(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    moves = {
        sqlite3.SQLITE_BUSY: "another program is writing to it, wait for it or close it",
        sqlite3.SQLITE_LOCKED: "another program is writing to it, wait for it or close it",
        sqlite3.SQLITE_FULL: "make room on the disk",
        sqlite3.SQLITE_CANTOPEN: "check that the file is there and that its folder exists and can be written to",
        sqlite3.SQLITE_READONLY: "give this user the right to write to it and its folder",
        sqlite3.SQLITE_IOERR: "check the disk",
        sqlite3.SQLITE_CORRUPT: "restore it from a copy",
        sqlite3.SQLITE_NOTADB: "name another file, this one is no SQLite database",
    }
    return moves.get(code, "check the file and its disk")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Only this does not wait, as all else does, while another connection opens the same new file: a look does."""
    for _ in range(_TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")
