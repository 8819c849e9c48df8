"""What a cycle costs when nothing is due, with much waiting for later and with much that is over."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.alerts.setting import FIRST, insert, micros, notice_rows, now, store
from storage import Store

LATER = 86_400  # seconds until what waits is due
CHATS = 600
BATCH = 50_000
BEAT_EVERY = 5  # seconds; the only thing of a cycle that is written


@dataclass(frozen=True, slots=True)
class Idle:
    """`closed` rows of each kind that are over; milliseconds a cycle, one for each time it was measured."""

    closed: int
    timers: int
    waiting: int
    cycles_ms: list[float]

    @property
    def median_ms(self) -> float:
        return statistics.median(self.cycles_ms)


def idle(closed: int, timers: int, waiting: int, cycles: int = 200) -> Idle:
    """Measures cycles of scheduler and dispatcher over a database of that size."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as name:
        folder = Path(name)
        with store(folder):
            pass  # makes the tables
        _fill(folder, "timers", _timers(timers))
        _fill(folder, "notices", notice_rows(waiting, CHATS, later=LATER))
        _fill(folder, "notices", notice_rows(closed, CHATS, state="sent"))
        _fill(folder, "cases", _cases(closed))
        with store(folder) as opened:
            for number in range(10):
                _cycle(opened, number)
            return Idle(closed, timers, waiting, [_cycle(opened, number) for number in range(cycles)])


def _cycle(opened: Store, number: int) -> float:
    """One second's chores as `bot.scheduler` and `bot.dispatcher` do them, in milliseconds."""
    begun = time.perf_counter()
    at = now()
    if number % BEAT_EVERY == 0:
        opened.beat()
    assert opened.fire_timers(at, 500) == 0
    assert opened.claim(40, at) == []
    opened.under_way()
    return (time.perf_counter() - begun) * 1000


def _fill(folder: Path, table: str, rows: Iterator[dict[str, object]]) -> None:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            insert(folder, table, batch)
            batch = []
    if batch:
        insert(folder, table, batch)


def _timers(count: int) -> Iterator[dict[str, object]]:
    due = micros(now() + timedelta(seconds=LATER))
    for number in range(count):
        conversation = f"staff:{FIRST + number}"
        yield {"key": f"t{number}", "conversation": conversation, "due": due, "kind": "reminder", "data": "{}"}


def _cases(count: int) -> Iterator[dict[str, object]]:
    at = micros(now())
    for number in range(count):
        yield {
            "id": f"case{number:022d}",
            "number": f"C-2026-{number:06d}",
            "kind": "complaint",
            "run": "real",
            "playbook": "complaint",
            "edition": "e" * 64,
            "severity": "normal",
            "reporter": "bo",
            "opened_at": at,
            "status": "resolved",
            "version": 1,
            "data": "[]",
            "entries": 0,
            "head": "",
        }
