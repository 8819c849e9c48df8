"""The tables that migrations make are the tables that the code expects, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, select, text

from bot.cli.demo import SAMPLE_ORGANISATION
from bot.rehearsal.drill import Rehearsed, rehearse
from handlers.organisation import read_organisation
from playbooks.drills import SCENARIOS, load_scenarios
from playbooks.loading import LIBRARY, load_library
from playbooks.yaml_file import read_yaml
from storage.errors import StorageUnavailable
from storage.migrations.run import configuration, upgrade
from storage.schema import HEAD, metadata
from storage.statements import Statement
from tests.contracts.storage.vault import Vault

_OLD_CASE = (
    "INSERT INTO cases (id, number, kind, run, playbook, edition, severity, reporter, opened_at, status, version,"
    " data, entries, head) VALUES ('c', 'C-1', 'complaint', 'real', 'complaint', 'e', 'normal', 'bo', 0, 'open', 1,"
    " '[]', 0, '')"
)
_OLD_FILE = (
    'INSERT INTO attachments (case_id, file, "by", at, media)'
    " VALUES ('c', 'u', 'bo', 0, '[\"photo\",\"AgAC\",\"u\",null,null,null,\"\"]')"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two empty databases of one kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'a.db'}", f"sqlite:///{tmp_path / 'b.db'}"
    server = request.getfixturevalue("postgres")
    return server.new_database(), server.new_database()


def test_migrating_from_nothing_makes_the_same_tables_as_creating_them(urls: tuple[str, str]) -> None:
    Vault(urls[0]).open().close()
    with _engine(urls[1]) as migrated:
        upgrade(migrated)
        with migrated.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, metadata) == []
            after_migrating = _everything(connection)
    with _engine(urls[0]) as created, created.connect() as connection:
        assert _everything(connection) == after_migrating


def test_a_database_that_is_behind_is_migrated_when_it_is_opened(urls: tuple[str, str]) -> None:
    url, _ = urls
    with _engine(url) as engine:
        upgrade(engine)
        with engine.connect() as connection, connection.begin():
            connection.execute(text("CREATE TABLE marker (id INTEGER)"))
    vault = Vault(url)
    store = vault.open()
    assert store._database.has_table("marker")  # it was not made anew
    vault.says(store, "hello")
    vault.close()


def test_attachments_from_before_evidence_was_kept_are_fetched_then(urls: tuple[str, str]) -> None:
    url, _ = urls
    with _engine(url) as engine:
        upgrade(engine, "0001")
        with engine.connect() as connection, connection.begin():
            connection.execute(text(_OLD_CASE))
            connection.execute(text(_OLD_FILE))
    vault = Vault(url)
    (file,) = vault.open().pending_files(5, vault.now)
    assert (file.case, file.media.unique, file.bot, file.attempts) == ("c", "u", "staff", 1)
    vault.close()


def test_what_came_of_runs_from_before_is_known_after(urls: tuple[str, str], tmp_path: Path) -> None:
    found = load_scenarios(SCENARIOS)
    people = read_organisation(read_yaml(SAMPLE_ORGANISATION))
    setting = Rehearsed(people=people, published=tuple(load_library(LIBRARY)), plays=found)
    rehearse(tmp_path, setting, found.by_id["medical-gate"].scenario, players=2)
    played = Vault(f"sqlite:///{tmp_path / 'world.db'}").open("played", serving=False)
    (expected,) = played.drill_results()
    with _engine(urls[0]) as engine:
        upgrade(engine, "0018")
        with engine.connect() as connection, connection.begin():
            for table in ("drills", "drill_log"):
                rows = played._database.read(Statement(select(*metadata.tables[table].columns)))
                connection.execute(
                    metadata.tables[table].insert(),
                    [dict(zip(metadata.tables[table].columns.keys(), row, strict=True)) for row in rows],
                )
    vault = Vault(urls[0])
    assert vault.open().drill_results() == [expected]
    vault.close()


def test_two_processes_that_start_at_once_make_one_set_of_tables(urls: tuple[str, str]) -> None:
    for url, begin in zip(urls, (None, "0001"), strict=True):
        if begin is not None:
            with _engine(url) as engine:
                upgrade(engine, begin)
        vault = Vault(url)
        with ThreadPoolExecutor(3) as pool:
            stores = list(pool.map(lambda n, v=vault: v.open(f"p{n}", serving=False), range(3)))  # type: ignore[misc]
        assert all(store.healthy() for store in stores)
        vault.close()


def test_a_database_from_a_newer_muster_is_left_alone(urls: tuple[str, str]) -> None:
    vault = Vault(urls[0])
    vault.open()._database.execute("UPDATE alembic_version SET version_num = '9999'")
    vault.close()
    with pytest.raises(StorageUnavailable, match="newer Muster"):
        vault.open("late")


def test_the_code_knows_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD


def test_an_ordinary_start_does_not_load_alembic(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom tests.contracts.storage.vault import Vault\n"
        "for _ in range(2):\n    vault = Vault('sqlite:///' + sys.argv[1]); vault.open(); vault.close()\n"
        "assert 'alembic' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "muster.db")],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        check=True,
    )


class _engine:  # noqa: N801 - reads as a verb
    def __init__(self, url: str) -> None:
        self._engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)

    def __enter__(self) -> Engine:
        return self._engine

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()


def _everything(connection: Connection) -> set[tuple[str, ...]]:
    """Tables, columns, constraints, indexes and triggers, as the database tells."""
    if connection.dialect.name == "sqlite":
        return set(_sqlite_objects(connection))
    queries = (
        "SELECT table_name, column_name, data_type, is_nullable, coalesce(column_default, '') FROM"
        " information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        " AND conrelid <> 'alembic_version'::regclass",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    )
    return {tuple(row) for query in queries for row in connection.execute(text(query))}


def _sqlite_objects(connection: Connection) -> Iterator[tuple[str, ...]]:
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
    )
    for name, sql in rows:
        yield name, *sorted(part.strip().rstrip(",") for line in sql.splitlines() for part in _parts(line))


def _parts(line: str) -> list[str]:
    """A column that was added later stands on the line of the one before."""
    return line.rstrip(", ").split(", ") if line.startswith("\t") and "CONSTRAINT" not in line else [line]
