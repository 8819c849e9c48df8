"""Notices in a turn: queued, looked for, and reworded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.delivery import Copy, Notice, NoticeState, Told, tells
from handlers.messages import Message
from handlers.retry import keep_mark
from storage import case_notices, outbox
from storage.texts import storable
from storage.turn.part import Part


class NoticePart(Part):
    """The notices of `handlers.ports.UnitOfWork`."""

    def queue(self, notice: Notice) -> None:
        if not self._has_left(notice.staff):
            self._view.notices[notice.id] = notice

    def _has_left(self, staff: str | None) -> bool:
        person = self._view.staff.get(staff or "") or self.directory.staff_by_id.get(staff or "")
        return person is not None and not person.active

    def cards(self, case_id: str) -> Sequence[Copy]:
        stored = case_notices.copies_of(self._database, case_id) if storable(case_id) else []
        mine = [notice for notice in self._unwritten(case_id) if notice.card]
        return [
            *map(self._where_it_is, stored),
            *(Copy(n.id, n.bot, n.chat, n.staff, NoticeState.QUEUED, None) for n in mine),
        ]

    def told(self, case_id: str) -> Sequence[Told]:
        stored = case_notices.told_of(self._database, case_id) if storable(case_id) else []
        mine = [notice for notice in self._unwritten(case_id) if tells(notice)]
        return [*stored, *(Told(n.id, n.bot, n.chat, n.staff, NoticeState.QUEUED, self._now) for n in mine)]

    def shown_to(self, staff: str) -> Sequence[str]:
        return [case_id for (case_id,) in self._database.read(case_notices.SHOWN_TO, reader=staff)]

    def was_sent(self, notice_id: str) -> bool:
        return outbox.was_sent(self._database, notice_id)

    def given_up(self) -> int:
        return outbox.given_up(self._database)

    def reword(self, notice_id: str, message: Message) -> bool:
        fresh = self._view.notices.get(notice_id) or self._before.notices.get(notice_id)
        if fresh is not None:
            self._view.notices[notice_id] = replace(fresh, message=message)
            return True
        before = outbox.queued_words(self._database, notice_id)
        if before is None:
            return False
        self._view.wordings[notice_id] = keep_mark(before, message)
        return True

    def _where_it_is(self, copy: Copy) -> Copy:
        """A copy whose chat moved in this batch; its message there is not known."""
        moved = dict(self._before.moves)
        return replace(copy, chat=moved[copy.chat], reference=None) if copy.chat in moved else copy

    def _unwritten(self, case_id: str) -> list[Notice]:
        """What this turn, and those before it in the batch, queued about a case."""
        queued = {**self._before.notices, **self._view.notices}
        return [notice for notice in queued.values() if notice.case == case_id]
