"""Somebody above or outside was to be told by now, and nobody has said that they were: whoever leads is reminded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from handlers.cases import Case, Entry, Happening, Status
from handlers.desk.alarm.needs import report_buttons
from handlers.desk.live.telling import above, in_charge
from handlers.desk.team.teamwork import tell_recipients
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Row
from handlers.ports import Timer, UnitOfWork
from playbooks.model import Playbook, Report
from playbooks.phrases import Phrases

#: The kind of our timers.
KIND: Final = "level report"

#: So long after the first reminder those above whoever leads hear of it, too.
THEN_ABOVE = timedelta(minutes=10)

_NOBODYS_CHAT = 0


def watch_reports(visit: Visit, case: Case, playbook: Playbook, reached: Iterable[str]) -> None:
    """Levels were reached just now: what they want told has its time from here on."""
    for level in reached:
        for report in playbook.level_by_id[level].reports:
            if report.within is not None and report.id not in case.reported:
                _look_at(visit, case, report.id, visit.uow.now + report.within, 1)


def _look_at(visit: Visit, case: Case, report: str, due: datetime, times: int) -> None:
    conversation = f"{visit.house.staff_bot}:{_NOBODYS_CHAT}"
    data = {"case": case.id, "report": report, "times": str(times)}
    visit.uow.set_timer(Timer(f"informed:{case.id}:{report}", conversation, due, KIND, data))


def report_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """The time is over: first whoever leads is reminded, then those above as well, once each."""
    visit = from_muster(inbound, uow, house)
    case = uow.case(event.data["case"])
    edition = uow.editions.by_digest(case.edition) if case is not None else None
    if case is None or edition is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return
    report = _still_due(case, edition.playbook, event.data["report"])
    if report is None:
        return
    times = int(event.data["times"])
    _remind(visit, case, edition.playbook, report, to_all=times > 1)
    uow.record(case.id, Happening("report late", None, {"report": report.id, "times": times}))
    if times == 1:
        _look_at(visit, case, report.id, uow.now + THEN_ABOVE, 2)


def _still_due(case: Case, playbook: Playbook, name: str) -> Report | None:
    """The report, if the case still stands at a level that wants it, and nobody has made it."""
    wanted = [one for level in playbook.levels_up_to(case.level) for one in playbook.level_by_id[level].reports]
    return next((one for one in wanted if one.id == name and name not in case.reported), None)


def _remind(visit: Visit, case: Case, playbook: Playbook, report: Report, *, to_all: bool) -> None:
    def words(say: Phrases) -> str:
        whom = report.text.text(say.language)
        # TRANSLATORS: {whom} is who above or outside was to be told of an emergency by now, with their number.
        return "⏰ " + say("{number}: not told yet, and late: {whom}", number=case.number, whom=whom)

    def rows(say: Phrases) -> tuple[Row, ...]:
        return report_buttons(case, playbook, (report,), say)

    higher = above(visit, case) if to_all else ()
    tell_recipients(visit, case, (*in_charge(visit, case), *higher), words, rows)


def reached_at(case: Case, entries: Sequence[Entry], playbook: Playbook, level: str) -> datetime:
    """When a case first stood at a level, or above it."""
    moved = (entry for entry in entries if entry.kind in ("opened", "level"))
    up_to = ((entry.at, playbook.levels_up_to(entry.data.get("level"))) for entry in moved)
    return next((at for at, levels in up_to if level in levels), case.opened_at)
