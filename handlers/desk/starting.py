"""How a report begins: by command, by button, or from what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers.assessment import site_of
from handlers.cases import Case, Run
from handlers.desk.alarm.whereabouts import last_place
from handlers.desk.alike.apart import split
from handlers.desk.alike.joining import raise_again
from handlers.desk.alike.likeness import looks_like
from handlers.desk.editions.reading import what_is_new
from handlers.desk.effects import apply
from handlers.desk.kept import give_files, take_kept
from handlers.desk.menus import (
    question_with,
    show_draft,
    show_help,
    show_playbooks,
    show_suggestions,
)
from handlers.desk.saying import forget_said, remember_said, said_before
from handlers.desk.teaching import propose
from handlers.desk.visit import Visit
from handlers.drills.real_words import begins_with_it
from handlers.engine import begin, redraw, resume
from handlers.engine.beginning import Said
from handlers.people import Site
from playbooks.model import Kind, Playbook

#: What fits so much worse than the best is no help beside it: fewer buttons are read sooner.
FAR_BEHIND = 0.1

#: For so long an emergency makes its kind likelier at its site.
LATELY = timedelta(days=365)


def start_kind(visit: Visit, kind: Kind, words: str = "") -> None:
    """Starts the only playbook of `kind`, or lets them choose; `words` were written behind the command.

    An emergency is never started by a command alone: the command may be a slip, the tap after it is not.
    """
    found = [edition.playbook for edition in visit.uow.editions.all_current() if edition.playbook.kind is kind]
    site = _here(visit)
    found = likeliest_first(found, _likely(visit, site), _raised_before(visit, kind, site))
    if words.strip():
        found = _fitting_first(visit, found, words)
    if not found:
        show_help(visit, visit.say("There is nothing prepared for that yet."))
    elif len(found) > 1 or kind is Kind.EMERGENCY:
        show_playbooks(visit, kind, found)
    else:
        start(visit, found[0].id)


def _fitting_first(visit: Visit, playbooks: Sequence[Playbook], words: str) -> list[Playbook]:
    """Those that `words` are about stand first; the words are kept for the one that is begun."""
    by_id = {playbook.id: playbook for playbook in playbooks}
    named = dict.fromkeys(found.entry.partition("/")[0] for found in visit.house.find(words, visit.directory.taught))
    first = [by_id.pop(name) for name in named if name in by_id]
    remember_said(visit, words, first[0].id if first else "")
    return [*first, *by_id.values()]


def start(visit: Visit, entry: str, anew: bool = False, apart: bool = False) -> None:
    """Starts `entry` (a playbook, or `playbook/choice`), unless a draft of it waits to be taken up again.

    An emergency that somebody has raised already is joined, unless it is said to be another one (`apart`).
    """
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
    propose(visit, entry)
    forget_said(visit)
    site = _only_site(visit) or before.site
    first = None if apart else _raised_already(visit, edition.playbook, site, before.said)
    if first is not None and _is_mine(visit, first):
        raise_again(visit, first)
        give_files(visit, first, take_kept(visit))
        apply(visit, redraw(visit.session, visit.at))
        return
    same = first.id if first is not None else None
    run, news, files = Run.of(visit.uow.drill), what_is_new(visit, edition), take_kept(visit)
    begun = begin(visit.session, edition, visit.at, site, prefill, run, before.said, same, news=news, loose=files)
    apply(visit, begun)


def another_one(visit: Visit, case: Case) -> None:
    """“No, this is another one”: what was said for `case` so far is about a case of its own."""
    if not visit.inbound.private or visit.inbound.bot != visit.house.staff_bot or case.kind is not Kind.EMERGENCY:
        visit.toast(visit.say("That button does nothing here."))
        return
    waiting = (*visit.session.frames, *visit.session.drafts)
    frame = next((frame for frame in reversed(waiting) if frame.same == case.id), None)
    if frame is None:
        start(visit, case.playbook, apart=True)
    else:
        split(visit, frame, case)
        apply(visit, redraw(visit.session, visit.at))


def _raised_already(visit: Visit, playbook: Playbook, site: str | None, told: Said | None) -> Case | None:
    if playbook.kind is not Kind.EMERGENCY:
        return None
    named = told.answers.get(playbook.place) if told is not None and playbook.place else None
    return looks_like(visit.uow, playbook, site, named or last_place(visit), {})


def _is_mine(visit: Visit, case: Case) -> bool:
    """Whether they have reported it before, and are being asked about it."""
    return visit.staff.id in (case.reporter, *case.also)


def take_up(visit: Visit, frame_id: str) -> None:
    """Goes on with a draft."""
    if any(frame.id == frame_id for frame in visit.session.drafts):
        apply(visit, resume(visit.session, frame_id, visit.at))
    else:
        show_help(visit, visit.say("That draft is not here any more."))


def suggest(visit: Visit, text: str, opening: str = "") -> None:
    """Offers what fits a text that was typed with nothing going on; `opening` is said first.

    The words that stop exercises are an emergency at any time: whoever says them may not know that none goes on.
    """
    if begins_with_it(text):
        start_kind(visit, Kind.EMERGENCY)
        return
    found = visit.house.find(text, visit.directory.taught) if text.strip() else ()
    remember_said(visit, text, found[0].entry if found else "")
    if found:
        show_suggestions(visit, [entry for entry in found if entry.score >= FAR_BEHIND * found[0].score], opening)
    else:
        show_help(visit, visit.say("I am not sure what this is about."))


def _prefilled(playbook: Playbook, choice: str) -> dict[str, str] | None:
    question = question_with(playbook, choice) if choice else None
    return {question.id: choice} if question else None


def _raised_before(visit: Visit, kind: Kind, site: Site | None) -> Mapping[str, int]:
    """How often each kind of emergency was raised at a site lately. A slip or false alarm does not count."""
    if kind is not Kind.EMERGENCY or site is None:
        return {}
    return visit.uow.raised_at(site.id, visit.uow.now - LATELY)


def likeliest_first(
    playbooks: Sequence[Playbook], likely: Sequence[str], raised: Mapping[str, int]
) -> list[Playbook]:
    """The `likely` ones (ids); then what was `raised` there most often; the others in the library's order."""

    def place(playbook: Playbook) -> tuple[int, int]:
        named = likely.index(playbook.id) if playbook.id in likely else len(likely)
        return named, -raised.get(playbook.id, 0)

    return sorted(playbooks, key=place)


def _likely(visit: Visit, site: Site | None) -> tuple[str, ...]:
    """What the site names as likely; for somebody who may be at several, what any of those does."""
    sites = [site] if site is not None else visit.directory.sites_of(visit.staff)
    return tuple(dict.fromkeys(playbook for one in sites for playbook in one.likely))


def _here(visit: Visit) -> Site | None:
    """The site they are at: the only one they work at, or the one of the place they named last."""
    site = _only_site(visit) or site_of(last_place(visit), visit.directory)
    return visit.directory.site_by_id.get(site or "")


def _only_site(visit: Visit) -> str | None:
    sites = visit.directory.sites_of(visit.staff)
    return sites[0].id if len(sites) == 1 else None
