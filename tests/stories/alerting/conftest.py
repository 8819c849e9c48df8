"""Each story has a world of its own: the terminal at night, but for what the story says is different."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.postgres import PostgresServer
from tests.stories.world.world import World

Night = Callable[..., World]

_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Notes whether a story went wrong; then it does not matter any more what nobody looked at."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture
def night(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Night]:
    """Makes the story's world; when the story is over, everything that was said must have been heard."""
    yield from _made(request, tmp_path, None)


@pytest.fixture
def shared_night(request: pytest.FixtureRequest, tmp_path: Path, postgres: PostgresServer) -> Iterator[Night]:
    """The same on PostgreSQL, where several processes can work together."""
    yield from _made(request, tmp_path, postgres.new_database())


def _made(request: pytest.FixtureRequest, folder: Path, url: str | None) -> Iterator[Night]:
    worlds: list[World] = []

    def make(changes: str = "", **more: Any) -> World:
        worlds.append(World(folder, changes, url=url, **more))
        return worlds[-1]

    yield make
    for world in worlds:
        world.close(look_back=not request.node.stash.get(_FAILED, False))
