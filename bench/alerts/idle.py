"""What a cycle costs when nothing is due, with much waiting for later and with much that is over."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from bench.alerts.ground import Ground, now
from bench.alerts.setting import LATER, fill_cases, fill_escalations, fill_outbox, fill_timers
from handlers.delivery import Lane
from storage import Store

CHATS = 600
BEAT_EVERY = 5  # seconds; the only thing of a cycle that is written
SALVAGE_EVERY = 10
URGENT, ORDINARY = (Lane.URGENT,), (Lane.ALERT, Lane.PROMPT, Lane.ROUTINE)


@dataclass(frozen=True, slots=True)
class Idle:
    """`closed` cases and sent notices; milliseconds a cycle, one for each time it was measured."""

    closed: int
    timers: int
    escalations: int
    cycles_ms: list[float]

    @property
    def median_ms(self) -> float:
        return statistics.median(self.cycles_ms)


def idle(ground: Ground, closed: int, timers: int, escalations: int, cycles: int = 200) -> Idle:
    """Measures cycles of scheduler, intake and dispatcher over a database of that size."""
    fill_timers(ground, timers - escalations)
    fill_escalations(ground, escalations)
    fill_outbox(ground, escalations, CHATS, later=LATER)
    fill_outbox(ground, closed, CHATS, state="sent")
    fill_cases(ground, closed)
    ground.settle()
    with ground.looking(serving=True) as opened:
        for number in range(SALVAGE_EVERY):
            _cycle(opened, number)
        return Idle(closed, timers, escalations, [_cycle(opened, number) for number in range(cycles)])


def _cycle(opened: Store, number: int) -> float:
    """One second's chores as `bot.scheduler`, `bot.intake` and `bot.dispatcher` do them, in milliseconds."""
    begun = time.perf_counter()
    at = now()
    if number % BEAT_EVERY == 0:
        opened.beat()
    assert opened.fire_timers(at, 500) == 0
    if opened.shared:
        with opened.turns() as batch:
            assert not batch.items
    if number % SALVAGE_EVERY == 0:
        assert not opened.orphans(at)
        assert not opened.under_way()
    assert opened.claim(40, at, lanes=URGENT) == []
    assert opened.claim(40, at, lanes=ORDINARY) == []
    return (time.perf_counter() - begun) * 1000
