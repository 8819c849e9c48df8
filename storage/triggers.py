"""What keeps logs append-only, whoever is connected: the database refuses to change or delete entries."""

from __future__ import annotations

from sqlalchemy import DDL, event

from storage.schema import drill_log, timeline


def guards(dialect: str, table: str = "timeline") -> tuple[str, ...]:
    """The statements that put the guards of `table` up on `dialect`, "sqlite" or "postgresql"."""
    return _postgresql(table) if dialect == "postgresql" else _sqlite(table)


def _sqlite(table: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END"
        for action in ("UPDATE", "DELETE")
    )


def _postgresql(table: str) -> tuple[str, ...]:
    return (
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'the {table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()",
    )


for _dialect in ("sqlite", "postgresql"):
    for _table in (timeline, drill_log):
        for _statement in guards(_dialect, _table.name):
            guard = DDL(_statement)  # type: ignore[no-untyped-call]
            event.listen(_table, "after_create", guard.execute_if(dialect=_dialect))
