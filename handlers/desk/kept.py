"""Files that were sent before anybody said what they are about: kept for what is begun next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handlers.cases import Case, Happening
from handlers.desk.cases.casework import attached
from handlers.desk.cases.news import share_files
from handlers.desk.saying import FRESH
from handlers.desk.visit import Visit
from handlers.engine.questions.evidence import as_value, media_of
from handlers.events import Shared

_MOST = 10  # files; an album has no more


def keep_file(visit: Visit, event: Shared) -> None:
    """Keeps a file, the newest ten of them, for as long as what was written belongs to what is begun."""
    others = [one for one in _kept(visit) if one["unique"] != event.media.unique]
    visit.remember(kept=[*others, as_value(event)][-_MOST:], kept_at=visit.uow.now.isoformat())


def take_kept(visit: Visit) -> tuple[dict[str, Any], ...]:
    """The files that were kept, each as an evidence answer holds it; they are kept no longer."""
    files = tuple(_kept(visit))
    if "kept" in visit.session.desk:
        visit.remember(kept=None, kept_at=None)
    return files


def give_files(visit: Visit, case: Case, files: Iterable[dict[str, Any]]) -> None:
    """Files that no question asked for go onto the case, and to those who come to help."""
    new = attached(visit, case, media_of(files))
    for media in new:
        data = {"kind": media.kind, "unique": media.unique, "reference": media.reference, "bot": visit.inbound.bot}
        visit.uow.record(case.id, Happening("evidence", visit.staff.id, data))
    share_files(visit, case, new)


def _kept(visit: Visit) -> list[dict[str, Any]]:
    desk = visit.session.desk
    fresh = "kept" in desk and visit.uow.now - datetime.fromisoformat(desk["kept_at"]) <= FRESH
    return list(desk["kept"]) if fresh else []
