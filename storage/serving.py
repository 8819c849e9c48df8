"""At most one service on one SQLite file: a lock that ends with its process, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from storage.database import Database
from storage.errors import AlreadyServed, StorageUnavailable
from storage.sqlite import Sqlite


class Serving:
    """The right to take turns and send; on PostgreSQL everybody has it, on SQLite one process at a time."""

    def __init__(self, database: Database, wanted: bool) -> None:
        self._wanted = wanted
        self._handle: int | None = None
        #: No other process can be serving, so that whatever another owner was sending is an orphan.
        self.alone = isinstance(database, Sqlite)
        if wanted and isinstance(database, Sqlite):
            self._handle = _lock(database.path.with_name(f"{database.path.name}.lock"))

    def insist(self) -> None:
        """Raises when the store was opened to look only."""
        if not self._wanted:
            raise RuntimeError("this store was opened with serving=False")

    def end(self) -> None:
        """Gives the right back."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _lock(path: Path) -> int:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageUnavailable(
            f"{path}: {error.strerror}; check that its folder exists and can be written to (MUSTER_DATABASE_URL)"
        ) from error
    try:
        _lock_handle(handle)
    except OSError as error:
        os.close(handle)
        raise AlreadyServed(
            f"another `muster run` works on {path.with_suffix('')}; stop it, or give both a PostgreSQL database"
            " in MUSTER_DATABASE_URL"
        ) from error
    return handle


if sys.platform == "win32":
    import msvcrt

    def _lock_handle(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_handle(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
