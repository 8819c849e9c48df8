"""The service with a playbook and an organisation made for a measurement, and an eye on its database."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.programs import MUSTER, Program, muster_environment
from storage import Store


def program_with(playbook: Mapping[str, Any], organisation: Mapping[str, Any]) -> Program:
    """`muster run` with them."""
    plain = muster_environment("aiogram")

    def environment(own: Path, base: str) -> dict[str, str]:
        given = plain(own, base)
        (own / "playbooks" / f"{playbook['id']}.yaml").write_text(json.dumps(playbook))  # which is YAML as well
        (own / "organisation.yaml").write_text(json.dumps(organisation))
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
