"""Cases in a turn, many at once: of a reporter, of a group, fresh ones of a playbook, those of one message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from handlers.cases import Case, Run, Status
from storage import case_notices, cases
from storage.codec.cases import case_of
from storage.times import micros
from storage.turn.cases import CasePart

_OPEN_STATUSES = (Status.OPEN, Status.ACKNOWLEDGED)


class CaseListPart(CasePart):
    """The cases of `handlers.ports.UnitOfWork` that come in lists, newest first."""

    def open_cases(self, reporter: str, drill: str | None = None) -> Sequence[Case]:
        rows = self._database.read(cases.OPEN_OF, who=reporter)
        stored = (self._met(row, row[0]) for row in rows)
        found = self._open((case for case in stored if case is not None), drill)
        return _newest(found, lambda case: case.reporter == reporter)[:50]

    def cases_of_group(self, group: str | None, drill: str | None = None) -> Sequence[Case]:
        rows = self._database.read(cases.OPEN, holding="%" if group is None else f'%"{group}"%')
        return _newest(self._open(map(case_of, rows), drill), lambda case: group is None or group in case.groups)

    def fresh_cases(self, playbook: str, since: datetime, drill: str | None = None) -> Sequence[Case]:
        run = (Run.REAL if drill is None else Run.DRILL).value
        rows = self._database.read(cases.FRESH, since=micros(since), of_playbook=playbook, of_run=run)
        found = self._open(map(case_of, rows), drill)
        return _newest(found, lambda case: case.playbook == playbook and case.opened_at >= since)[:20]

    def raised_at(self, site: str, since: datetime) -> Mapping[str, int]:
        return dict(self._database.read(cases.RAISED, at_site=site, since=micros(since)))

    def cases_of_message(self, bot: str, chat: int, reference: int) -> Sequence[str]:
        rows = self._database.read(case_notices.OF_MESSAGE, in_bot=bot, in_chat=chat, message=reference)
        together = [case for case, bundle in rows if bundle is not None]
        return list(dict.fromkeys(together or [case for case, _ in rows[:1]]))

    def key_of_message(self, bot: str, chat: int, reference: int) -> str | None:
        row = self._database.first(case_notices.KEY_OF_MESSAGE, in_bot=bot, in_chat=chat, message=reference)
        return None if row is None else row[0]

    def _open(self, stored: Iterable[Case], drill: str | None) -> Iterable[Case]:
        """The open ones of a run (None: real ones), as this turn and those before it in the batch left them."""
        found = {case.id: case for case in stored}
        for view in self._oldest_first:
            found.update({key: case for key, case in view.cases.items() if case is not None})
        return (case for case in found.values() if case.drill == drill and case.status in _OPEN_STATUSES)


def _newest(found: Iterable[Case], wanted: Callable[[Case], bool]) -> list[Case]:
    return sorted(filter(wanted, found), key=lambda case: (case.opened_at, case.id), reverse=True)
