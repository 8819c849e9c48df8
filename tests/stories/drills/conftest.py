"""Each story has a hall of its own; what was said in it need not all be looked at, but its logs must be whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stories.drills.hall import Hall

MakeHall = Callable[..., Hall]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[MakeHall]:
    """Makes the story's hall."""
    made: list[Hall] = []

    def make(changes: str = "", **more: Any) -> Hall:
        made.append(Hall(tmp_path, changes, **more))
        return made[-1]

    yield make
    for world in made:
        world.has_kept_its_logs()
        world.forgets()
        world.close()
