"""Roll calls in a turn: a line for each who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.delivery import NoticeState
from handlers.rollcall.calls import RollLine
from storage import rolls
from storage.texts import storable
from storage.turn.part import Part


class RollPart(Part):
    """The roll calls of `handlers.ports.UnitOfWork`."""

    def roll(self, case_id: str, call: int) -> Sequence[RollLine]:
        found = {line.staff: line for line in rolls.of_call(self._database, case_id, call)}
        for view in self._oldest_first:
            mine = {key[2]: line for key, line in view.roll.items() if key[:2] == (case_id, call)}
            found.update({staff: replace(line, state=_state(found.get(staff))) for staff, line in mine.items()})
        lines = (self._as_noted((case_id, call, line.staff), line) for line in found.values())
        return sorted(lines, key=lambda line: line.position)

    def roll_line(self, case_id: str, call: int, staff: str) -> RollLine | None:
        key = (case_id, call, staff)
        for view in self._newest_first:
            if key in view.roll:
                return self._as_noted(key, view.roll[key])
        found = rolls.one(self._database, key) if storable(case_id) else None
        return None if found is None else self._as_noted(key, found)

    def keep_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        self._view.roll.update({(case_id, call, line.staff): line for line in lines})

    def note_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        self._view.noted.update({(case_id, call, line.staff): line.at for line in lines if line.at is not None})

    def _as_noted(self, key: rolls.Key, line: RollLine) -> RollLine:
        noted = self._view.noted.get(key) or self._before.noted.get(key)
        return line if noted is None else replace(line, noted_at=noted)


def _state(stored: RollLine | None) -> NoticeState | None:
    return None if stored is None else stored.state
