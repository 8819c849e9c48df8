"""No statement that runs with every message reads a whole table: on SQLite, the planner says so itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import storage
from storage.statements import Statement
from tests.contracts.storage.vault import Vault

#: They read a whole table, and may: they run once a day, or when somebody asks on the command line.
ALLOWED = {
    "importing._SEND_NOTHING_TO_WHO_LEFT",
    "inbox._CAME_BY",  # when somebody sets the machine's clock back
    "inbox._FAILED_OURS",
    "inbox._QUARANTINED",
    "outbox.looking._BRING_FORWARD",  # likewise, and timers
    "outbox.looking._SHOW",
    "outbox.queueing._MOVE",
    "outbox.queueing._MOVE_CARDS",
    "timers._BRING_FORWARD",
    "tidying._AGAIN",
    "tidying._INBOX",
    "actions.EVERY",
}
BIG_TABLES = "inbox|notices|timeline|cases|conversations|timers|attachments|blobs|actions"


def test_every_frequent_statement_finds_its_rows_by_an_index(tmp_path: Path) -> None:
    vault = Vault(f"sqlite:///{tmp_path / 'muster.db'}")
    store = vault.open()
    slow = {
        name
        for name, statement in _statements().items()
        for plan in _plan(store._database._use(), store._database._text(statement))
        if re.fullmatch(rf"SCAN ({BIG_TABLES})", plan)
    }
    vault.close()
    assert slow == ALLOWED


def _statements() -> dict[str, Statement]:
    """Every statement there is, by where it was made: `outbox.looking._SHOW`."""
    found = {}
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if not module.ispkg and not module.name.startswith("storage.migrations."):
            names = vars(importlib.import_module(module.name))
            short = module.name.removeprefix("storage.")
            found.update({f"{short}.{name}": it for name, it in names.items() if isinstance(it, Statement)})
    return found


def _plan(connection: object, text: str) -> list[str]:
    parameters = dict.fromkeys(re.findall(r"(?<!:):(\w+)", text), "[]")
    rows = connection.execute(f"EXPLAIN QUERY PLAN {text}", parameters)  # type: ignore[attr-defined]
    return [row[3] for row in rows]
