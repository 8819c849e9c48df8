"""Each story has a hall of its own; what was said in it need not all be looked at, but its logs must be whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.postgres import PostgresServer
from tests.stories.drills.hall import Hall

MakeHall = Callable[..., Hall]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[MakeHall]:
    """Makes the story's hall."""
    yield from _made(tmp_path, None)


@pytest.fixture
def shared_hall(tmp_path: Path, postgres: PostgresServer) -> Iterator[MakeHall]:
    """The same on PostgreSQL, where several processes work together."""
    yield from _made(tmp_path, postgres.new_database())


def _made(folder: Path, url: str | None) -> Iterator[MakeHall]:
    made: list[Hall] = []

    def make(changes: str = "", **more: Any) -> Hall:
        made.append(Hall(folder, changes, url=url, **more))
        return made[-1]

    yield make
    for world in made:
        world.has_kept_its_logs()
        world.forgets()
        world.close()
