"""Finding the open case that a report may be about, and saying which one it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.alerts.ages import age_words
from handlers.alerts.cards import name_of, place_name
from handlers.alike import Matter, alike, said
from handlers.assessment import site_of
from handlers.cases import Case, Run
from handlers.engine import Alike, Frame, values_of
from handlers.ports import UnitOfWork
from playbooks.model import Playbook
from playbooks.phrases import Phrases


def looks_like(
    uow: UnitOfWork,
    playbook: Playbook,
    site: str | None,
    place: Mapping[str, Any] | None,
    answers: Mapping[str, Any],
    run: Run | None = None,
    but: str | None = None,
) -> Case | None:
    """The newest open case of the same matter, other than `but` (an id); None when there is none."""
    window = uow.directory.reports.window(playbook.kind)
    if not window:
        return None
    site = site or site_of(place, uow.directory)
    matter = Matter(playbook, run or Run.of(uow.drill), site, place, answers, uow.now)
    fresh = uow.fresh_cases(playbook.id, uow.now - window)
    return alike(matter, (case for case in fresh if case.id != but), uow.directory)


def frame_looks_like(uow: UnitOfWork, frame: Frame) -> Case | None:
    """The same for a conversation as it stands."""
    edition = uow.editions.by_digest(frame.edition) if frame.about is None else None
    if edition is None:
        return None
    answers, playbook = values_of(frame), edition.playbook
    place = answers.get(playbook.place) if playbook.place else None
    return looks_like(uow, playbook, frame.site, place, answers, frame.run, frame.id)


def hint(uow: UnitOfWork, say: Phrases, frame: Frame) -> Alike | None:
    """What the review of a report says about a case that it may belong to."""
    case = frame_looks_like(uow, frame)
    if case is None:
        return None
    # TRANSLATORS: {case} is a case's number, place, age and reporter.
    return Alike(case.id, say("This looks like {case}. Is it the same?", case=described(uow, case, say)))


def described(uow: UnitOfWork, case: Case, say: Phrases) -> str:
    """A case in half a line: number, where, how long ago, by whom."""
    place = place_name(said(case.place), case.site, uow.directory, say.language)
    age = age_words(uow.now - case.opened_at, say)
    name = name_of(case.reporter, uow.directory)
    if not place:
        return say("{number} ({age} ago, {name})", number=case.number, age=age, name=name)
    # TRANSLATORS: “E-2026-000012 (Terminal 1, Gate 12, 2 min ago, Bo)”.
    return say("{number} ({place}, {age} ago, {name})", number=case.number, place=place, age=age, name=name)
