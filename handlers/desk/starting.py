"""How a report begins: by command, by button, or from what somebody typed."""

from __future__ import annotations

from handlers.desk.effects import apply
from handlers.desk.menus import (
    question_with,
    show_draft,
    show_help,
    show_playbooks,
    show_suggestions,
)
from handlers.desk.saying import forget_said, remember_said, said_before
from handlers.desk.visit import Visit
from handlers.engine import begin, redraw, resume
from playbooks.model import Kind, Playbook

#: What fits so much worse than the best is no help beside it: fewer buttons are read sooner.
FAR_BEHIND = 0.1


def start_kind(visit: Visit, kind: Kind) -> None:
    """Starts the only playbook of `kind`, or lets them choose.

    An emergency is never started by a command alone: the command may be a slip, the tap after it is not.
    """
    found = [edition.playbook for edition in visit.uow.editions.all_current() if edition.playbook.kind is kind]
    if not found:
        show_help(visit, visit.say("There is nothing prepared for that yet."))
    elif len(found) > 1 or kind is Kind.EMERGENCY:
        show_playbooks(visit, kind, found)
    else:
        start(visit, found[0].id)


def start(visit: Visit, entry: str, anew: bool = False) -> None:
    """Starts `entry` (a playbook, or `playbook/choice`), unless a draft of it waits to be taken up again."""
    playbook_id, _, choice = entry.partition("/")
    edition = visit.uow.editions.current(playbook_id)
    if edition is None:
        show_help(visit, visit.say("That one is not offered any more."))
        return
    live = visit.session.live
    if live is not None and live.playbook == playbook_id and not live.answers and live.kind is not Kind.EMERGENCY:
        apply(visit, redraw(visit.session, visit.at))  # asked for twice: nothing was answered yet, so it is the same
        return
    draft = next((frame for frame in visit.session.drafts if frame.playbook == playbook_id), None)
    if draft is not None and not anew and edition.playbook.kind is not Kind.EMERGENCY:
        show_draft(visit, edition.playbook, draft.id)
        return
    prefill, before = _prefilled(edition.playbook, choice), said_before(visit, edition.playbook)
    forget_said(visit)
    site = _only_site(visit) or before.site
    apply(visit, begin(visit.session, edition, visit.at, site, prefill, said=before.said))


def take_up(visit: Visit, frame_id: str) -> None:
    """Goes on with a draft."""
    if any(frame.id == frame_id for frame in visit.session.drafts):
        apply(visit, resume(visit.session, frame_id, visit.at))
    else:
        show_help(visit, visit.say("That draft is not here any more."))


def suggest(visit: Visit, text: str) -> None:
    """Offers what fits a text that was typed with nothing going on."""
    found = visit.house.find(text) if text.strip() else ()
    remember_said(visit, text)
    if found:
        show_suggestions(visit, [entry for entry in found if entry.score >= FAR_BEHIND * found[0].score])
    else:
        show_help(visit, visit.say("I am not sure what this is about."))


def _prefilled(playbook: Playbook, choice: str) -> dict[str, str] | None:
    question = question_with(playbook, choice) if choice else None
    return {question.id: choice} if question else None


def _only_site(visit: Visit) -> str | None:
    sites = visit.directory.sites_of(visit.staff)
    return sites[0].id if len(sites) == 1 else None
