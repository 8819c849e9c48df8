"""Everybody who is asked, and the service that asks."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.programs import MUSTER, Program, muster_environment
from storage import Store

FIRST = 10_000  # account of the first of them: who leads
GROUP = -2001

PLAYBOOK = {
    "id": "blaze",
    "kind": "emergency",
    "owner": "bench",
    "version": 1,
    "reviewed": "2026-11-15",
    "sources": ["Made for a measurement"],
    "title": "Blaze",
    "closing": "Thank you.",
    "severity": "critical",
    "questions": [{"id": "seen", "type": "yes_no", "ask": "Flames?", "required": False}],
}


def organisation(people: int) -> dict[str, Any]:
    """One who leads, and everybody else; they are told of nothing by themselves."""
    numbers = range(1, people)
    staff = [{"id": f"p{n}", "name": f"Person {n}", "role": "staff", "telegram": FIRST + n} for n in numbers]
    leader = {"id": "p0", "name": "Leader", "role": "duty-manager", "telegram": FIRST}
    place = {"assembly_point": {"en": "the taxi rank"}}
    return {
        "name": "Bench",
        "timezone": "Asia/Macau",
        "languages": ["en"],
        "sites": [{"id": "here", "name": {"en": "Here"}, "variables": place}],
        "staff": [leader, *staff],
        "groups": [{"id": "team", "name": {"en": "Team"}, "chat": GROUP, "members": []}],
        "routing": [{"notify": ["team"]}],
        "escalation": [{"steps": [{"wait": "30d", "notify": "group"}]}],
        "reports": {"in_charge": "0s", "roll_call": {"remind": "0s", "missing": "0s"}},
    }


def program(people: int) -> Program:
    """`muster run` with them."""
    plain = muster_environment("aiogram")

    def environment(own: Path, base: str) -> dict[str, str]:
        given = plain(own, base)
        (own / "playbooks" / "blaze.yaml").write_text(json.dumps(PLAYBOOK))  # which is YAML as well
        (own / "organisation.yaml").write_text(json.dumps(organisation(people)))
        return given | {"MUSTER_ORG": str(own / "organisation.yaml")}

    return Program("muster", "aiogram", [str(MUSTER), "run"], environment, asks=True)


@contextlib.contextmanager
def looking(folder: Path) -> Iterator[Store]:
    """The database, beside the service."""
    url = f"sqlite:///{folder / 'muster.db'}"
    store = Store.open(url, clock=now, new_id=lambda: "unused", owner="onlooker", serving=False)
    with contextlib.closing(store):
        yield store


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)
