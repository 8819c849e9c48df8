"""Killed at any instruction, again and again: every update is handled once, every number given once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from tests.contracts.storage.vault import Vault

ROUNDS = 5

_WORK = """
import sys
from handlers.cases import Happening
from tests.contracts.storage.vault import Vault
vault = Vault("sqlite:///" + sys.argv[1])
store = vault.open(sys.argv[2])
while True:
    with store.turns(limit=3, claim=lambda notice: True) as batch:
        for item in batch.items:
            with batch.turn(item) as uow:
                number = uow.next_number("C", 2026)
                case = vault.case(f"C-{number}", id=f"case of {item.raw}", headline=item.raw)
                uow.keep_case(case)
                uow.record(case.id, Happening("opened", "bo"))
                uow.record(case.id, Happening("notified", None))
                uow.queue(vault.notice(item.raw, id=f"notice of {item.raw}"))
    print("done", flush=True)
    if not batch.items:
        break
"""


def test_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    vault = Vault(f"sqlite:///{tmp_path / 'muster.db'}")
    store = vault.open("before")
    expected = {str(number) for number in range(3000)}
    vault.says(store, *sorted(expected, key=int))
    store.close()
    chance = random.Random(4)
    for round_ in range(ROUNDS):
        _work_and_be_killed(tmp_path / "muster.db", f"round {round_}", batches=chance.randint(1, 100))
    with _work(tmp_path / "muster.db", "last") as last:
        last.communicate()
        assert last.returncode == 0
    store = vault.open("after")
    cases = store.cases(limit=10_000)
    assert {case.headline for case in cases} == expected
    assert sorted(int(case.number.removeprefix("C-")) for case in cases) == list(range(1, 3001))
    assert len(store.orphans(vault.now)) == 3000  # each notice is there once, and known to be of unknown fate
    assert all(store.verify(case.number) is None for case in cases[::50])
    vault.close()


def _work(file: Path, owner: str) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", _WORK, str(file), owner],
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )


def _work_and_be_killed(file: Path, owner: str, batches: int) -> None:
    with _work(file, owner) as child:
        assert child.stdout is not None
        for _ in range(batches):
            assert child.stdout.readline() == b"done\n"
        child.send_signal(signal.SIGKILL)  # somewhere in the batches after these
