"""What tests of every room may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fakes.postgres import PostgresServer, running_postgres, shared_folder

#: Examples are the same until the code or a library changes, so that no build fails by chance; `MUSTER_SEQUENCES`
#: (see `tests/handlers/engine/test_invariants.py`) asks for others, in every test that makes its own.
settings.register_profile("the same", derandomize=True)
if "MUSTER_SEQUENCES" not in os.environ:
    settings.load_profile("the same")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A real PostgreSQL server, started when the first test asks for it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with running_postgres(shared_folder(tmp_path_factory.getbasetemp()), worker) as server:
        yield server
