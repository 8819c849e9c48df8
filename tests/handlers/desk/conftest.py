"""Every story is told twice: in memory, and beside it over a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.desk.twin import Twin
from tests.handlers.desk.world import ORGANISATION, World


@pytest.fixture(autouse=True, params=["memory", "disk"])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What `World.of` makes."""
    made: list[Twin] = []

    def of(*playbooks: str, organisation: str = ORGANISATION) -> World:
        made.append(Twin.at(tmp_path, organisation, playbooks))
        return made[-1]

    if request.param == "disk":
        monkeypatch.setattr(World, "of", of)
    yield
    for twin in made:
        twin.disk.close()
