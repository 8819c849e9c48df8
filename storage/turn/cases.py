"""Cases in a turn: found, kept, and their timelines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.cases import Case, Entry, Happening
from handlers.consistency import first_contradicted
from storage import cases, timelines
from storage.chain import Head, first_broken, link
from storage.codec.cases import case_of, case_row
from storage.known import Row
from storage.texts import storable
from storage.turn.part import Part


class CasePart(Part):
    """The cases of `handlers.ports.UnitOfWork`, one by one; `_before.cases` are those that this batch has locked."""

    def case(self, case_id: str, drill: str | None = None) -> Case | None:
        return _of_run(self._case(case_id), drill)

    def case_by_number(self, number: str, drill: str | None = None) -> Case | None:
        for view in self._newest_first:
            for case in view.cases.values():
                if case is not None and case.number == number:
                    return self.case(case.id, drill)
        row = self._database.first(cases.BY_NUMBER, wanted=number) if storable(number) else None
        return None if row is None else _of_run(self._met(row, row[0]), drill)

    def drill_of(self, case_id: str) -> str | None:
        found = self._look(case_id)
        return None if found is None else found.drill

    def glance(self, case_id: str, drill: str | None = None) -> Case | None:
        return _of_run(self._look(case_id), drill)

    def keep_case(self, case: Case) -> None:
        if case.id not in self._before.cases:
            self._case(case.id)  # to know where its timeline ends
        self._view.cases[case.id] = case

    def next_number(self, series: str, year: int) -> int:
        key = (series, year)
        last = self._view.counters.get(key) or self._before.counters.get(key)
        if last is None:
            last = self._batch.counter(series, year)
        self._view.counters[key] = last + 1
        return last + 1

    def record(self, case_id: str, happening: Happening, at: datetime | None = None) -> None:
        entry = link(self._head(case_id), happening, at or self._now)
        self._view.heads[case_id] = Head(entry.sequence, entry.hash)
        self._view.entries.setdefault(case_id, []).append(entry)

    def timeline(self, case_id: str) -> Sequence[Entry]:
        stored = timelines.entries_of(self._database, case_id) if storable(case_id) else []
        return [*stored, *self._before.entries.get(case_id, ()), *self._view.entries.get(case_id, ())]

    def broken_at(self, case_id: str) -> int | None:
        entries, case = self.timeline(case_id), self.case(case_id)
        broken = first_broken(entries, self._head(case_id))
        return broken if broken is not None or case is None else first_contradicted(case, entries)

    def _case(self, case_id: str) -> Case | None:
        for view in self._newest_first:
            if case_id in view.cases:
                return view.cases[case_id]
        if not storable(case_id):
            return None
        return self._met(self._database.first(cases.BY_ID, wanted=case_id), case_id)

    def _met(self, row: tuple[object, ...] | None, case_id: str) -> Case | None:
        if case_id not in self._before.cases:
            self._before.cases[case_id] = None if row is None else case_of(row)
            self._before.heads[case_id] = Head() if row is None else cases.head_of(row)
        return self._case(case_id)

    def _look(self, case_id: str) -> Case | None:
        known = self._before.glances
        for view in (self._view.cases, self._before.cases, known):
            if case_id in view:
                return view[case_id]
        row = self._database.first(cases.LOOK, wanted=case_id) if storable(case_id) else None
        known[case_id] = None if row is None else case_of(row)
        return known[case_id]

    def _head(self, case_id: str) -> Head:
        head = self._view.heads.get(case_id)
        if head is None:
            self._case(case_id)
            head = self._before.heads.get(case_id, Head())
        return head

    def _write_cases(self) -> None:
        for case_id in {**self._view.cases, **self._view.heads}:
            self._rows.cases[case_id] = self._case_row(case_id)
        for case_id, entries in self._view.entries.items():
            self._rows.entries.extend(timelines.entry_row(case_id, entry) for entry in entries)

    def _case_row(self, case_id: str) -> Row:
        case = self._case(case_id)
        if case is None:
            raise LookupError(f"something was recorded on case {case_id}, which is not there")
        head = self._head(case_id)
        return case_row(case) | {"entries": head.entries, "head": head.hash}


def _of_run(case: Case | None, drill: str | None) -> Case | None:
    return case if case is not None and case.drill == drill else None
