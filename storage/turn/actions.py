"""Corrective actions in a turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.actions import Action
from storage import actions
from storage.texts import storable
from storage.turn.part import Part


class ActionPart(Part):
    """The corrective actions of `handlers.ports.UnitOfWork`."""

    def action(self, action_id: str) -> Action | None:
        for view in self._newest_first:
            if action_id in view.actions:
                return view.actions[action_id]
        row = self._database.first(actions.BY_ID, wanted=action_id) if storable(action_id) else None
        self._before.actions[action_id] = None if row is None else actions.action_of(row)
        return self._before.actions[action_id]

    def keep_action(self, action: Action) -> None:
        self._view.actions[action.id] = action

    def open_actions(self) -> Sequence[Action]:
        found = self._actions_as_left(self._database.read(actions.OPEN))
        return sorted((one for one in found if one.is_open), key=lambda one: (one.due, one.number))

    def actions_of_case(self, case_id: str) -> Sequence[Action]:
        rows = self._database.read(actions.OF_CASE, of_case=case_id) if storable(case_id) else []
        return _by_number(one for one in self._actions_as_left(rows) if one.case == case_id)

    def actions_of_source(self, source: str) -> Sequence[Action]:
        rows = self._database.read(actions.OF_SOURCE, of_source=source) if storable(source) else []
        return _by_number(one for one in self._actions_as_left(rows) if one.source == source)

    def _actions_as_left(self, rows: Sequence[tuple[object, ...]]) -> list[Action]:
        """What is stored, as this turn and those before it in the batch left it, and what they added."""
        found: dict[str, Action] = {action.id: action for action in map(actions.action_of, rows)}
        for view in self._oldest_first:
            found.update({key: action for key, action in view.actions.items() if action is not None})
        return list(found.values())


def _by_number(found: Iterable[Action]) -> list[Action]:
    return sorted(found, key=lambda one: one.number)
