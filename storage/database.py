"""One connection to one database: its transactions, its statements, and its failures told in our words.

Transactions are begun and ended by hand (`with database.transaction():`), the same way on both databases.  When
anything fails inside one it is rolled back as a whole, and until it ends every further use is refused with the first
failure, so that nobody can mistake a broken transaction for a turn gone wrong.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, Engine

from storage.errors import StorageError, StorageUnavailable
from storage.statements import Statement

Row = tuple[Any, ...]
Values = dict[str, Any]


class Database(ABC):
    """What both databases have in common; `Sqlite` and `Postgres` say what differs."""

    #: SQL that begins a transaction which means to write.
    begin_statement = "BEGIN"
    #: Whether other processes may write between our statements, unless we lock what we read.
    shared = True
    #: SQL that makes sure that no other process creates or migrates the tables until the transaction ends.
    insisting: str | None = None

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect: Dialect = engine.dialect
        self._connection: Any = None
        self._texts: dict[Statement, str] = {}
        self._failure: StorageError | None = None
        self._inside = False
        self._telling = _Telling(self)

    # what differs

    @abstractmethod
    def connect(self) -> Any:
        """A fresh driver connection in autocommit mode. Raises the driver's errors."""

    @abstractmethod
    def explain(self, error: Exception) -> StorageError | None:
        """`error` of the driver in our words, or None when it is not the driver's."""

    @abstractmethod
    def usable(self, connection: Any) -> bool:
        """Whether the connection still leads to the database it was opened on."""

    @abstractmethod
    def many(self, values: Collection[Any]) -> Any:
        """The parameter for `among`."""

    @abstractmethod
    def has_table(self, name: str) -> bool:
        """Whether a table is there."""

    # statements

    def read(self, statement: Statement, **values: Any) -> list[Row]:
        """All rows that a statement returns."""
        with self._telling:
            found: list[Row] = self._use().execute(self._text(statement), values).fetchall()
            return found

    def first(self, statement: Statement, **values: Any) -> Row | None:
        """The first row, or None."""
        with self._telling:
            found: Row | None = self._use().execute(self._text(statement), values).fetchone()
            return found

    def write(self, statement: Statement, **values: Any) -> int:
        """Executes once; returns how many rows it touched."""
        with self._telling:
            touched: int = self._use().execute(self._text(statement), values).rowcount
            return touched

    def write_all(self, statement: Statement, rows: Sequence[Values]) -> int:
        """Executes for every row; returns how many rows it touched in all."""
        if not rows:
            return 0
        if len(rows) == 1:
            return self.write(statement, **rows[0])  # spares PostgreSQL's driver a pipeline of one
        with self._telling:
            cursor = self._use().cursor()
            cursor.executemany(self._text(statement), rows)
            touched: int = cursor.rowcount
            return touched

    def execute(self, text: str) -> None:
        """Executes SQL text without parameters: for creating tables."""
        with self._telling:
            self._use().execute(text)

    # transactions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed together, or not at all when anything raises."""
        if self._inside:
            raise RuntimeError("a transaction is already open on this connection")
        self._begin()
        self._inside = True
        try:
            yield
            self._refuse_if_failed()
            with self._telling:
                self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._inside, self._failure = False, None

    def healthy(self) -> bool:
        """Whether the database answers; connects again if it must. Never raises for what the database does."""
        return self._answers() or self._answers()  # the first may only find out that the connection was lost

    def close(self) -> None:
        """Lets go of the connection; the next use opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except StorageError:
            return False
        return True

    def _begin(self) -> None:
        try:
            self.execute(self.begin_statement)
        except StorageUnavailable:
            if self._connection is None or self.usable(self._connection):
                raise
            self.execute(self.begin_statement)  # the connection was lost while nothing was going on

    def _roll_back(self) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            connection.execute("ROLLBACK")
        except Exception as error:
            if self.explain(error) is None:
                raise
            self._forget()  # a connection that cannot even roll back is of no more use; the server rolls back for it

    def _forget(self) -> None:
        try:
            self.close()
        except Exception as error:
            if self.explain(error) is None:
                raise

    def _use(self) -> Any:
        self._refuse_if_failed()
        if not self._inside and self._connection is not None and not self.usable(self._connection):
            self._forget()
        if self._connection is None:
            self._connection = self.connect()
        return self._connection

    def _refuse_if_failed(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _text(self, statement: Statement) -> str:
        text = self._texts.get(statement)
        if text is None:
            text = self._texts[statement] = statement.text(self.dialect)
        return text

    def _tell(self, error: BaseException) -> StorageError | None:
        told = self.explain(error) if isinstance(error, Exception) else None
        if told is not None and self._inside:
            self._failure = told
        return told


class _Telling:
    """Turns a driver's error into ours; a class because entering it must cost next to nothing."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            told = self._database._tell(error)
            if told is not None:
                raise told from error
