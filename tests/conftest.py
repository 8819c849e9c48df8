"""What tests of every room may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.fakes.postgres import PostgresServer, running_postgres, shared_folder


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A real PostgreSQL server, started when the first test asks for it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with running_postgres(shared_folder(tmp_path_factory.getbasetemp()), worker) as server:
        yield server
