"""No statement that runs with every message reads a whole table: on SQLite, the planner says so itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import storage
from storage.statements import Statement
from tests.contracts.storage.vault import Vault

#: Small tables, or statements that run at the start, once a day, or when somebody asks on the command line.
ALLOWED = {
    "editions",
    "people",
    "tidying",
    "opening._REVISION",
    "inbox._QUARANTINED",
    "outbox._BRING_FORWARD",  # when somebody sets the machine's clock back
    "timers._BRING_FORWARD",
    "outbox._SHOW",
    "outbox._GIVEN_UP",
    "outbox._MOVE",
    "outbox._MOVE_CARDS",
    "cases._FIND",
    "actions.EVERY",
}
BIG_TABLES = "inbox|notices|timeline|cases|conversations|timers|attachments|blobs|actions"


def test_every_frequent_statement_finds_its_rows_by_an_index(tmp_path: Path) -> None:
    vault = Vault(f"sqlite:///{tmp_path / 'muster.db'}")
    store = vault.open()
    slow = {
        name: plan
        for name, statement in _statements().items()
        if name not in ALLOWED and name.partition(".")[0] not in ALLOWED
        for plan in _plan(store._database._use(), store._database._text(statement))
        if re.fullmatch(rf"SCAN ({BIG_TABLES})", plan)
    }
    vault.close()
    assert slow == {}


def _statements() -> dict[str, Statement]:
    found = {}
    for module in pkgutil.iter_modules(storage.__path__):
        if not module.ispkg:
            names = vars(importlib.import_module(f"storage.{module.name}"))
            found.update({f"{module.name}.{name}": it for name, it in names.items() if isinstance(it, Statement)})
    return found


def _plan(connection: object, text: str) -> list[str]:
    parameters = dict.fromkeys(re.findall(r"(?<!:):(\w+)", text), "[]")
    rows = connection.execute(f"EXPLAIN QUERY PLAN {text}", parameters)  # type: ignore[attr-defined]
    return [row[3] for row in rows]
