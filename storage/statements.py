"""Statements written once in SQLAlchemy Core and compiled once per dialect.

A statement is executed hundreds of times a second with other values; compiling it anew, or SQLAlchemy's bookkeeping
around each execution, would cost more than the database does.  So it is compiled to text when first used and from
then on goes straight to the driver, with its parameters by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, Self

from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, Executable, Table, Text, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Build = Callable[[Dialect], Executable]


class Statement:
    """One statement. `columns` are the parameters of an INSERT without values of its own."""

    __slots__ = ("_build", "_columns")

    def __init__(self, build: Executable | Build, columns: Collection[str] = ()) -> None:
        self._build: Build = (lambda _: build) if isinstance(build, Executable) else build
        self._columns = list(columns) or None

    def text(self, dialect: Dialect) -> str:
        """Its SQL in `dialect`."""
        executable: Any = self._build(dialect)
        compiled: SQLCompiler = executable.compile(dialect=dialect, column_keys=self._columns)
        return _with_constants(compiled)


def _with_constants(compiled: SQLCompiler) -> str:
    """The SQL with its constants written out, so that only our own parameters are left to be given."""
    text = str(compiled)
    for bind, name in compiled.bind_names.items():
        if not bind.required:
            constant = compiled.render_literal_value(bind.value, bind.type)
            placeholder = re.escape(compiled.bindtemplate % {"name": name})
            text = re.sub(rf"{placeholder}(?!\w)", lambda _, c=constant: c, text)  # type: ignore[misc]
    return text


class among(ColumnElement[bool]):  # noqa: N801 - reads as a verb in a query
    """`column` is one of the values of parameter `name` (see `Database.many`); the SQL does not grow with them."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[Any], name: str, kind: TypeEngine[Any] | None = None) -> None:
        self.column = column
        self.name = name
        self.kind = kind or Text()

    def self_group(self, against: object = None) -> Self:
        """As it is: SQLAlchemy would write `… IN (…) = 1` for SQLite, which then looks at every row."""
        return self


@compiles(among, "sqlite")
def _among_in_sqlite(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    values = compiler.process(bindparam(element.name, type_=Text), **kw)
    return f"{compiler.process(element.column, **kw)} IN (SELECT value FROM json_each({values}))"  # noqa: S608


@compiles(among, "postgresql")
def _among_in_postgresql(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    values = compiler.process(bindparam(element.name, type_=ARRAY(element.kind)), **kw)
    return f"{compiler.process(element.column, **kw)} = ANY ({values})"


def insert_new(table: Table, *columns: str) -> Statement:
    """Inserts rows, leaving out those that are there already."""
    return Statement(lambda dialect: _insert(dialect, table).on_conflict_do_nothing(), columns)


def upsert(table: Table, *columns: str, keep: Collection[str] = ()) -> Statement:
    """Inserts rows or overwrites them, except their primary key and the columns in `keep`."""
    key = [column.name for column in table.primary_key]

    def build(dialect: Dialect) -> Executable:
        insert = _insert(dialect, table)
        changed = {name: insert.excluded[name] for name in columns if name not in key and name not in keep}
        executable: Executable = insert.on_conflict_do_update(index_elements=key, set_=changed)
        return executable

    return Statement(build, columns)


def _insert(dialect: Dialect, table: Table) -> Any:
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
