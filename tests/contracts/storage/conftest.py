"""Every test here runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.storage.vault import Vault


@pytest.fixture(params=["sqlite", "postgresql"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    """An empty database and a clock."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'muster.db'}"
    else:
        url = request.getfixturevalue("postgres").new_database()
    vault = Vault(url)
    yield vault
    vault.close()


@pytest.fixture
def two(postgres: object) -> Iterator[Vault]:
    """An empty PostgreSQL database, for several stores at once."""
    vault = Vault(postgres.new_database())  # type: ignore[attr-defined]
    yield vault
    vault.close()
