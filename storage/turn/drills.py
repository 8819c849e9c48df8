"""Drills in a turn: the logs of runs and how each stands."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cases import Entry, Happening
from handlers.drills.results import Result
from handlers.drills.standing import Standing
from storage import drills
from storage.chain import Head, link
from storage.texts import storable
from storage.turn.part import Part


class DrillPart(Part):
    """The drills of `handlers.ports.UnitOfWork`."""

    def drill_log(self, drill_id: str) -> Sequence[Entry]:
        if not storable(drill_id):
            return []
        self._drill_head(drill_id)
        stored = drills.entries_of(self._database, drill_id)
        return [*stored, *self._before.drill_logs.get(drill_id, ()), *self._view.drill_logs.get(drill_id, ())]

    def drill_by_number(self, number: str) -> str | None:
        return drills.id_of(self._database, number) if storable(number) else None

    def log(self, drill_id: str, happening: Happening) -> Entry:
        entry = link(self._drill_head(drill_id), happening, self._now)
        self._view.drill_heads[drill_id] = Head(entry.sequence, entry.hash)
        self._view.drill_logs.setdefault(drill_id, []).append(entry)
        return entry

    def keep_standing(self, standing: Standing, *, is_open: bool) -> None:
        self._view.standings[standing.id] = (standing, is_open)

    def keep_result(self, result: Result) -> None:
        self._view.results[result.drill] = result

    def drill_results(self) -> Sequence[Result]:
        found = {result.drill: result for result in drills.all_results(self._database)}
        for view in self._oldest_first:
            found.update(view.results)
        return sorted(found.values(), key=lambda one: (one.ended_at, one.drill))

    def _drill_head(self, drill_id: str) -> Head:
        """Where a run's log ends, as this turn sees it."""
        for view in self._newest_first:
            if drill_id in view.drill_heads:
                return view.drill_heads[drill_id]
        return drills.head_of(self._database, drill_id)
