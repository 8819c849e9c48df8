"""What keeps the timeline append-only, whoever is connected: the database refuses to change or delete entries."""

from __future__ import annotations

from sqlalchemy import DDL, event

from storage.schema import timeline

_SQLITE = tuple(
    f"CREATE TRIGGER timeline_no_{action} BEFORE {action} ON timeline "
    "BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END"
    for action in ("UPDATE", "DELETE")
)
_POSTGRESQL = (
    "CREATE FUNCTION timeline_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the timeline is append-only'; END $$",
    "CREATE TRIGGER timeline_no_change BEFORE UPDATE OR DELETE ON timeline "
    "FOR EACH ROW EXECUTE FUNCTION timeline_is_append_only()",
    "CREATE TRIGGER timeline_no_truncate BEFORE TRUNCATE ON timeline "
    "FOR EACH STATEMENT EXECUTE FUNCTION timeline_is_append_only()",
)


def guards(dialect: str) -> tuple[str, ...]:
    """The statements that put the guards up on `dialect`, "sqlite" or "postgresql"."""
    return _POSTGRESQL if dialect == "postgresql" else _SQLITE


for _dialect in ("sqlite", "postgresql"):
    for _statement in guards(_dialect):
        guard = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(timeline, "after_create", guard.execute_if(dialect=_dialect))
