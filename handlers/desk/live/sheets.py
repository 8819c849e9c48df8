"""The rows of a case's checklist as they are now, and how somebody looks at them."""

from __future__ import annotations

from datetime import datetime

from handlers.alerts.addressing import group_language
from handlers.cases import Case
from handlers.checklist.laying_out import Grounds, sheet_of
from handlers.checklist.live import Copy
from handlers.checklist.marks import OPEN
from handlers.checklist.sheet import Sheet
from handlers.checklist.showing import Scene
from handlers.desk.visit import Visit
from playbooks.model import Kind, Playbook


def playbook_of(visit: Visit, case: Case) -> Playbook:
    """The edition that the case is pinned to. Raises LookupError if it is not stored."""
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None:
        raise LookupError(f"edition {case.edition} of {case.playbook} is not stored")
    return edition.playbook


def sheet_for(visit: Visit, case: Case) -> Sheet:
    """Which rows there are now. The case must have a checklist."""
    assert case.checklist is not None
    playbook = playbook_of(visit, case)

    def opened(digest: str) -> Playbook | None:
        edition = visit.uow.editions.by_digest(digest) if digest else None
        return None if edition is None else edition.playbook

    return sheet_of(
        Grounds(
            playbook,
            case.checklist.board,
            case.answers,
            case.checklist.began,
            visit.uow.now,
            playbook.levels_up_to(case.level),
            _afterwards(case, case.checklist.began),
            case.stood_down is not None,
            opened,
        )
    )


def _afterwards(case: Case, began: datetime) -> datetime | None:
    """From when the times of recovery and aftermath count: of an emergency, once its response is over."""
    if case.kind is not Kind.EMERGENCY:
        return began
    return case.stood_down.at if case.stood_down is not None else None


def outcomes_in(case: Case) -> dict[str, str]:
    """How the rows of a case's own playbook ended, for rules that look at them."""
    if case.checklist is None:
        return {}
    settled = ((row, standing.latest) for row, standing in case.checklist.board.rows.items() if "." not in row)
    return {row: mark.outcome for row, mark in settled if mark is not None and mark.outcome != OPEN}


def scene_for(visit: Visit, case: Case, sheet: Sheet, copy: Copy) -> Scene:
    """What the holder of a copy sees, in their language."""
    language = language_of(visit, copy)
    return Scene(
        case,
        playbook_of(visit, case),
        sheet,
        visit.directory,
        language,
        copy.staff,
        copy.questions and sheet.total > 0,
    )


def language_of(visit: Visit, copy: Copy) -> str:
    """The language a copy is read in."""
    person = visit.directory.staff_by_id.get(copy.staff or "")
    if person is not None:
        return visit.staff.language if person.id == visit.staff.id else person.language
    group = visit.directory.group_by_chat.get(copy.chat)
    return group_language(group, visit.directory) if group else visit.directory.languages[0]
