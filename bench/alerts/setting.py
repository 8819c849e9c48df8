"""Muster as it is measured: its organisation, its playbooks, its database before it starts."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.programs import HERE, MUSTER, Program, muster_environment
from storage import Store

REPORTER = 6000
FIRST = 10_000  # account of the first of those who are told


def organisation(told: int) -> str:
    """An organisation file in which every emergency goes to so many people, each in their own chat."""
    people = [{"id": "bo", "name": "Bo", "role": "staff", "telegram": REPORTER}]
    people += [
        {"id": f"d{n}", "name": f"Duty {n}", "role": "duty-manager", "telegram": FIRST + n} for n in range(told)
    ]
    document = {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}}],
        "staff": [{**person, "language": "en"} for person in people],
        "groups": [{"id": "duty", "name": {"en": "Duty"}, "members": [f"d{n}" for n in range(told)]}],
        "routing": [{"notify": ["duty"]}],
    }
    return json.dumps(document)  # which is YAML as well


def program(folder: Path, told: int) -> Program:
    """`muster run` in `folder`, with a form and an emergency."""
    plain = muster_environment("aiogram")

    def environment(own: Path, base: str) -> dict[str, str]:
        given = plain(own, base)
        shutil.copy(HERE / "alerts" / "gas.yaml", own / "playbooks")
        (own / "organisation.yaml").write_text(organisation(told))
        return given | {"MUSTER_ORG": str(own / "organisation.yaml")}

    return Program("muster", "aiogram", [str(MUSTER), "run"], environment, asks=True)


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


@contextlib.contextmanager
def store(folder: Path) -> Iterator[Store]:
    """The program's database, beside it."""
    url = f"sqlite:///{folder / 'muster.db'}"
    opened = Store.open(url, clock=now, new_id=lambda: "unused", owner="bench", serving=False)
    with contextlib.closing(opened):
        yield opened


def insert(folder: Path, table: str, rows: Sequence[dict[str, object]]) -> None:
    """Puts rows into the program's database, many at once."""
    columns = ", ".join(rows[0])
    values = ", ".join(f":{column}" for column in rows[0])
    with contextlib.closing(sqlite3.connect(folder / "muster.db")) as database, database:
        database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)


def micros(moment: datetime) -> int:
    """As the database holds it."""
    return int(moment.timestamp() * 1_000_000)


def notice_rows(count: int, chats: int, *, state: str = "queued", later: int = 0) -> Iterator[dict[str, object]]:
    """Routine notices, spread over the chats of those who are told; `later`: seconds until they may go out."""
    at = micros(now())
    for number in range(count):
        yield {
            "id": f"{state}{number:022d}",
            "bot": "staff",
            "chat": FIRST + number % chats,
            "lane": 3,
            "state": state,
            "message": json.dumps([[f"Routine {number}"], [], []]),
            "language": "en",
            "card": False,
            "critical": False,
            "queued_at": at,
            "not_before": at + later * 1_000_000 if later else None,
            "turn": None if later else at + number // chats * 1_000_000,
            "settled_at": at if state == "sent" else None,
        }
