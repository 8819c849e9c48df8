"""What a measurement stands on: an empty database of a kind, a folder, and rows by the hundred thousand."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from storage import Store
from tests.fakes.postgres import PostgresServer, running_postgres

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Ground:
    """`folder` is for the program's own files; the tables are made and empty."""

    folder: Path
    url: str

    @contextlib.contextmanager
    def looking(self, *, serving: bool = False) -> Iterator[Store]:
        """The database, beside the program or (`serving`) in its stead."""
        store = Store.open(self.url, clock=now, new_id=lambda: "unused", owner="bench", serving=serving)
        with contextlib.closing(store):
            yield store

    def fill(self, table: str, count: int, **columns: object) -> None:
        """Inserts `count` rows. A column is an `Sql` over `i`, the row's number from 0, or a value for all."""
        terms = [value if isinstance(value, Sql) else f":{name}" for name, value in columns.items()]
        given = {name: value for name, value in columns.items() if not isinstance(value, Sql)}
        numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows)"
        into = f"INSERT INTO {table} ({', '.join(columns)})"
        self._execute(f"{numbers} {into} SELECT {', '.join(terms)} FROM n", given | {"rows": count})

    def settle(self) -> None:
        """What a database does for itself once it has grown."""
        self._execute("ANALYZE")

    def _execute(self, statement: str, values: dict[str, object] | None = None) -> None:
        if self.url.startswith("sqlite:///"):
            with contextlib.closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as database, database:
                database.execute(statement, values or {})
            return
        theirs = re.sub(f":({'|'.join(values or ['-'])})", r"%(\1)s", statement.replace("%", "%%"))
        with psycopg.connect(self.url) as connection:
            connection.execute(theirs.encode(), values)


class Sql(str):
    """An expression over `i`, the number of a row."""

    __slots__ = ()


class Grounds:
    """New ground for every measurement, on one kind of database."""

    def __init__(self, folder: Path, server: PostgresServer | None) -> None:
        self._folder = folder
        self._server = server

    @contextlib.contextmanager
    def new(self) -> Iterator[Ground]:
        """A folder and a database with empty tables."""
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            url = self._server.new_database() if self._server else f"sqlite:///{Path(name) / 'muster.db'}"
            ground = Ground(Path(name), url)
            with ground.looking():
                pass  # makes the tables
            yield ground


@contextlib.contextmanager
def grounds(database: str) -> Iterator[Grounds]:
    """Ground on `sqlite` or `postgresql`: a server of its own, every commit synced to disk as in earnest."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as name, contextlib.ExitStack() as stack:
        folder, server = Path(name), None
        if database == "postgresql":
            server = stack.enter_context(running_postgres(folder / "postgres", "bench", careful=True))
        yield Grounds(folder, server)


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def micros(moment: datetime) -> int:
    """As the database holds it."""
    return int(moment.timestamp() * 1_000_000)
