"""Timers in a turn: set, cancelled, moved with the clock of a drill; and how much of what was due failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from handlers.ports import NEVER, Timer
from storage import drills, inbox
from storage.turn.part import Part


class TimerPart(Part):
    """The timers of `handlers.ports.UnitOfWork`."""

    def set_timer(self, timer: Timer) -> None:
        self._view.timers[timer.key] = timer

    def cancel_timer(self, key: str) -> None:
        self._view.timers[key] = None

    def failed(self) -> int:
        return inbox.failed_ours(self._database)

    def move_timers(self, drill_id: str, due: Callable[[datetime], datetime | None]) -> None:
        for timer in self._timers_of(drill_id):
            if timer.shown is not None:
                self.set_timer(replace(timer, due=due(timer.shown) or NEVER))

    def drop_timers(self, drill_id: str) -> None:
        for timer in self._timers_of(drill_id):
            self.cancel_timer(timer.key)

    def _timers_of(self, drill_id: str) -> Iterator[Timer]:
        """Those of a run, as this turn and those before it in the batch left them."""
        unwritten = {**self._before.timers, **self._view.timers}
        for key, conversation, kind, data, shown in drills.timers_of(self._database, drill_id):
            if key not in unwritten:
                yield Timer(key, conversation, NEVER, kind, data, drill_id, shown)
        for timer in unwritten.values():
            if timer is not None and timer.drill == drill_id:
                yield timer
