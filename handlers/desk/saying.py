"""What somebody wrote before they chose a playbook: kept until they do, and read for the answers that are in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.desk.visit import Visit
from handlers.engine import Said
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


def remember_said(visit: Visit, text: str) -> None:
    """Keeps what was written, and when, in the desk's part of the session."""
    kept = text.strip()[:_LONGEST]
    visit.remember(said=kept or None, said_at=visit.uow.now.isoformat() if kept else None)


def forget_said(visit: Visit) -> None:
    """It has been used, or belongs to nothing any more."""
    if "said" in visit.session.desk:
        visit.remember(said=None, said_at=None)


def said_before(visit: Visit, playbook: Playbook) -> Before:
    """What was written lately, read as `playbook` asks."""
    desk = visit.session.desk
    if "said" not in desk:
        return Before()
    written = datetime.fromisoformat(desk["said_at"])
    if visit.uow.now - written > FRESH:
        return Before()
    directory = visit.directory
    sites = tuple(site.id for site in directory.sites_of(visit.staff))
    answers = glean(
        desk["said"], playbook, Glance(directory, sites, written.astimezone(ZoneInfo(directory.timezone)))
    )
    place = answers.get(playbook.place or "")
    return Before(Said(desk["said"], answers), site_of(directory, place["place"], None) if place else None)
