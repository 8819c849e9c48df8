"""What SQLite does when the file is busy, full, gone or no database; and that killing us loses nothing."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handlers.ports import UnitOfWork
from storage.batch import Batch
from storage.errors import AlreadyServed, StorageUnavailable
from storage.store import Store
from tests.contracts.storage.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = Vault(f"sqlite:///{tmp_path / 'muster.db'}")
    yield vault
    vault.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "muster.db"


def test_a_locked_file_is_waited_for_then_told_and_used_again_when_free(vault: Vault, file: Path) -> None:
    store = vault.open(patience=0.01)
    vault.says(store, "hello")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match=r"locked.*MUSTER_DATABASE_URL"):
        vault.says(store, "lost")
    with pytest.raises(StorageUnavailable), store.turns():
        pass
    assert store.healthy()  # it can be read
    other.execute("COMMIT")
    other.close()
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["hello"]


def test_a_full_disk_leaves_nothing_half_written(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "hello")
    pages = store._database._use().execute("PRAGMA page_count").fetchone()[0]
    store._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageUnavailable, match=r"full.*make room"), _turn_on_the_first(store) as uow:
        _fill(vault, uow)
    assert store.cases() == []
    store._database.execute("PRAGMA max_page_count = 1000000")
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["hello"]
        with batch.turn(batch.items[0]) as uow:
            _fill(vault, uow)
    assert len(store.cases()) == 1


def test_a_file_that_is_gone_is_not_replaced_by_an_empty_one(vault: Vault, file: Path) -> None:
    store = vault.open()
    vault.says(store, "hello")
    store._database.close()  # so that the file is whole without its log
    away = file.with_name("away.db")
    file.rename(away)
    for attempt in (lambda: vault.says(store, "lost"), store.cases, lambda: store.directory):
        with pytest.raises(StorageUnavailable, match="unable to open"):
            attempt()
    assert not store.healthy()
    assert not file.exists()
    away.rename(file)
    assert store.healthy()
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["hello"]


def test_a_file_that_goes_while_it_is_open_is_noticed(vault: Vault, file: Path) -> None:
    store = vault.open()
    file.rename(file.with_name("away.db"))
    with pytest.raises(StorageUnavailable):
        vault.says(store, "lost")


def test_a_database_error_inside_a_turn_cannot_be_mistaken_for_a_bad_turn(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "hello")
    with pytest.raises(StorageUnavailable, match="interrupted"), store.turns() as batch:
        _blame_the_turn_for_a_failure(store, batch)
    assert store.quarantine() == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "would be forgotten"),
        ("sqlite:///:memory:", "would be forgotten"),
        ("mysql://localhost/x", "mysql is not supported"),
        ("what is this", "not a database URL"),
    ],
)
def test_an_url_that_cannot_work_is_refused_with_the_setting_to_mend(url: str, said: str) -> None:
    with pytest.raises(StorageUnavailable, match=f"(?s)(MUSTER_DATABASE_URL.*)?{said}"):
        Vault(url).open()


def test_a_file_that_is_no_database_is_told(vault: Vault, file: Path) -> None:
    file.write_bytes(b"This is a shopping list, not a database. " * 100)
    with pytest.raises(StorageUnavailable, match="no SQLite database"):
        vault.open()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="folder"):
        Vault(f"sqlite:///{tmp_path / 'nowhere' / 'muster.db'}").open()
    with pytest.raises(StorageUnavailable, match="folder"):
        Vault(f"sqlite:///{tmp_path / 'nowhere' / 'muster.db'}").open(serving=False)


def test_nobody_else_may_read_the_file(vault: Vault, file: Path) -> None:
    vault.open()
    assert {path.name: path.stat().st_mode & 0o077 for path in file.parent.iterdir()} == {
        "muster.db": 0,
        "muster.db-wal": 0,
        "muster.db-shm": 0,
        "muster.db.lock": 0,
    }


def test_a_second_service_on_the_same_file_is_refused_but_looking_is_not(vault: Vault) -> None:
    first = vault.open("first")
    vault.says(first, "hello")
    with pytest.raises(AlreadyServed, match=r"muster\.db.*PostgreSQL"):
        vault.open("second")
    visitor = vault.open("visitor", serving=False)
    with first.turns() as batch, batch.turn(batch.items[0]) as uow:
        uow.keep_case(vault.case())
        assert visitor.cases() == []
    assert len(visitor.cases()) == 1
    first.close()
    vault.open("second")


def test_another_process_is_enough_to_be_refused(vault: Vault, file: Path) -> None:
    child = _child("import sys; print('open', flush=True); sys.stdin.read()", file)
    assert child.stdout is not None
    assert child.stdout.readline() == b"open\n"
    with pytest.raises(AlreadyServed):
        vault.open()
    child.send_signal(signal.SIGKILL)
    child.communicate()
    vault.open()


@pytest.mark.parametrize("moment", ["in a turn", "before the commit", "after the commit"])
def test_killed_in_mid_transaction_everything_or_nothing_is_there(vault: Vault, file: Path, moment: str) -> None:
    store = vault.open()
    vault.says(store, "hello", "again")
    store.close()
    child = _child(_KILLED.replace("MOMENT", repr(moment)), file)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    store = vault.open("heir")
    waiting = _waiting(store)
    committed = moment == "after the commit"
    assert waiting == ([] if committed else ["hello", "again"])
    assert len(store.cases()) == (2 if committed else 0)
    assert len(store.orphans(vault.now)) == (2 if committed else 0)
    assert all(store.verify(case.number) is None for case in store.cases())


_KILLED = """
import os, signal
from handlers.cases import Happening
def die_at(moment):
    if moment == MOMENT:
        os.kill(os.getpid(), signal.SIGKILL)
def claim(notice):
    die_at("before the commit")
    return True
with store.turns(claim=claim) as batch:
    for item in batch.items:
        with batch.turn(item) as uow:
            case = vault.case(f"C-{uow.next_number('C', 2026)}")
            uow.keep_case(case)
            uow.record(case.id, Happening("opened", "bo"))
            uow.queue(vault.notice())
            if item.raw == "again":
                die_at("in a turn")
die_at("after the commit")
"""


def _child(script: str, file: Path) -> subprocess.Popen[bytes]:
    begin = "from tests.contracts.storage.vault import Vault\nimport sys\nvault = Vault('sqlite:///' + sys.argv[1])\n"
    return subprocess.Popen(
        [sys.executable, "-c", f"{begin}store = vault.open('child')\n{script}", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )


def _waiting(store: Store) -> list[str]:
    with store.turns() as batch:
        return [item.raw for item in batch.items]


def _fill(vault: Vault, uow: UnitOfWork) -> None:
    uow.keep_case(vault.case(headline="x" * 100_000))
    for _ in itertools.repeat(None, 20):
        uow.queue(vault.notice("y" * 1000))


@contextmanager
def _turn_on_the_first(store: Store) -> Iterator[UnitOfWork]:
    with store.turns() as batch, batch.turn(batch.items[0]) as uow:
        yield uow


def _blame_the_turn_for_a_failure(store: Store, batch: Batch) -> None:
    connection = store._database._connection
    connection.set_progress_handler(lambda: 1, 1)  # every statement is interrupted
    try:
        with batch.turn(batch.items[0]) as uow:
            uow.case_by_number("C-1")
    except StorageUnavailable:
        batch.quarantine(batch.items[0], "wrongly blamed")
    finally:
        connection.set_progress_handler(None, 1)
