"""Each story gets a Telegram of its own and a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.bot_api import BotApi
from tests.fakes.postgres import PostgresServer
from tests.stories.service.serving import LIBRARIES, House


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram; what was asked of it is checked against the Bot API's own models at the end."""
    async with BotApi() as api:
        yield api
        api.calls.check()


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    """The client library in use."""
    return str(request.param)


@pytest.fixture
def house(api: BotApi, tmp_path: Path) -> House:
    """A corner shop on SQLite, by aiogram."""
    return House(api, f"sqlite:///{tmp_path / 'muster.db'}")


@pytest.fixture
def each(api: BotApi, tmp_path: Path, library: str) -> House:
    """The same, once with each library."""
    return House(api, f"sqlite:///{tmp_path / 'muster.db'}", library)


@pytest.fixture
def pg_house(api: BotApi, postgres: PostgresServer) -> House:
    """The same on PostgreSQL."""
    return House(api, postgres.new_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def any_house(request: pytest.FixtureRequest, api: BotApi, tmp_path: Path) -> House:
    """Once on each database."""
    if request.param == "sqlite":
        return House(api, f"sqlite:///{tmp_path / 'muster.db'}")
    server: PostgresServer = request.getfixturevalue("postgres")
    return House(api, server.new_database())
