"""What somebody wrote before they chose a playbook: kept until they do, and read for the answers that are in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.desk.visit import Visit
from handlers.engine import Frame, Said
from handlers.engine.questions.place import site_of
from handlers.gleaning import Glance, glean
from playbooks.model import Playbook

#: For how long what was written still belongs to what is begun.
FRESH = timedelta(minutes=15)
_LONGEST = 500  # characters that are kept


@dataclass(frozen=True, slots=True)
class Before:
    """What was said, if anything, and the site of the place that it names."""

    said: Said | None = None
    site: str | None = None


def remember_said(visit: Visit, text: str, offered: str) -> None:
    """Keeps what was written, when, and which entry was offered first for it."""
    kept = text.strip()[:_LONGEST]
    at = visit.uow.now.isoformat() if kept else None
    visit.remember(said=kept or None, said_at=at, offered=offered if kept else None)


def said_again(visit: Visit, frame: Frame) -> None:
    """What began with these words was called off: they may belong to what is begun next."""
    if frame.said:
        visit.remember(said=frame.said, said_at=frame.started_at.isoformat(), offered=frame.playbook)


def forget_said(visit: Visit) -> None:
    """It has been used, or belongs to nothing any more."""
    if "said" in visit.session.desk:
        visit.remember(said=None, said_at=None, offered=None)


def is_fresh(visit: Visit) -> bool:
    """Whether something was written lately for which nothing was begun yet."""
    desk = visit.session.desk
    return "said" in desk and visit.uow.now - datetime.fromisoformat(desk["said_at"]) <= FRESH


def said_before(visit: Visit, playbook: Playbook) -> Before:
    """What was written lately, read as `playbook` asks."""
    if not is_fresh(visit):
        return Before()
    desk, directory = visit.session.desk, visit.directory
    written = datetime.fromisoformat(desk["said_at"])
    sites = tuple(site.id for site in directory.sites_of(visit.staff))
    answers = glean(
        desk["said"], playbook, Glance(directory, sites, written.astimezone(ZoneInfo(directory.timezone)))
    )
    place = answers.get(playbook.place or "")
    return Before(Said(desk["said"], answers), site_of(directory, place["place"], None) if place else None)
