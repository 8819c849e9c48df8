"""What a group says: one tap of its lead or of a member, and words where a tap does not say enough.

A tap counts at once; the reason follows as the next message in private, or as a reply to what was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.cases import Case, Happening
from handlers.desk.joint.asking import redraw
from handlers.desk.joint.board import tell_lead
from handlers.desk.visit import Visit
from handlers.events import Said
from handlers.incidents.joint import (
    NEEDS_WORDS,
    JointReview,
    Verdict,
    View,
    may_change,
    open_review,
    said,
    with_review,
)
from handlers.incidents.review_words import group_name, view_line
from handlers.people import Group
from handlers.rights import may_speak_for
from handlers.taps import mark
from playbooks.phrases import Phrases

#: How the desk remembers that the next message in a private chat is a group's words.
AWAITED = "view:"


def tapped(verdict: Verdict) -> Callable[[Visit, Case, str], None]:
    """An action: the group that the button names stands to it like this."""

    def say_it(visit: Visit, case: Case, argument: str) -> None:
        number, _, marked = argument.partition(".")
        found = _speaking(visit, case, marked)
        if found is None:
            return
        review, group = found
        if not number.isdecimal() or int(number) != review.number:
            visit.toast(visit.say("That joint review is over."), alert=True)
        elif verdict is not Verdict.WORDS:
            _keep(visit, case, review, View(group.id, verdict, visit.staff.id, visit.uow.now))
        if verdict in NEEDS_WORDS:
            _ask_words(visit, case, group, verdict)
        visit.toast(visit.say("Noted.") if verdict is not Verdict.WORDS else "")

    return say_it


def _ask_words(visit: Visit, case: Case, group: Group, verdict: Verdict) -> None:
    """In private the next message is taken for the words; in a group's chat a reply is."""
    say = visit.say
    if not visit.inbound.private:
        visit.toast(say("Reply to this message in your words."), alert=verdict is Verdict.WORDS)
        return
    visit.remember(note=case.id, note_at=visit.uow.now.isoformat(), note_as=AWAITED + mark(group.id))
    name = group_name(group.id, visit.directory, say)
    if verdict is Verdict.WORDS:
        words = say("What does {group} say? Write it in one message. /cancel to leave it.", group=name)
    elif verdict is Verdict.CONDITIONS:
        words = say("Under which conditions does {group} agree? Write it in one message.", group=name)
    else:
        words = say("Why does {group} not agree? Write it in one message.", group=name)
    visit.tell(words, case)


def took_view(visit: Visit, case: Case, awaited: str = "") -> bool:
    """Takes what was written for a group's words, if it was asked for or is a reply to what was asked.

    `awaited` is what the desk remembers of the question (`AWAITED` and the group's mark).
    """
    event = visit.inbound.event
    if not isinstance(event, Said) or visit.inbound.edited or open_review(case.reviews) is None:
        return False
    marked = awaited.removeprefix(AWAITED) if awaited.startswith(AWAITED) else _replied_to(visit, case)
    if not marked:
        return False
    found = _speaking(visit, case, marked)
    if found is None or len(event.text) > visit.house.limits.text:
        return False
    review, group = found
    before = review.view_of(group.id)
    mine = before is not None and before.by == visit.staff.id and before.verdict in NEEDS_WORDS and not before.words
    verdict = before.verdict if before is not None and mine else Verdict.WORDS
    view = View(group.id, verdict, visit.staff.id, visit.uow.now, event.text)
    _keep(visit, case, review, view)
    visit.tell("✓ " + view_line(view, visit.directory, visit.say), case)
    return True


def _replied_to(visit: Visit, case: Case) -> str:
    """The mark of the group whose question this is a reply to; empty for a reply to anything else."""
    inbound = visit.inbound
    if inbound.reply_to is None:
        return ""
    key = visit.uow.key_of_message(inbound.bot, inbound.chat, inbound.reply_to) or ""
    kind, _, rest = key.partition(":")
    of, _, marked = rest.partition(":")
    return marked.partition(":")[0] if (kind, of) == ("review", case.id) else ""


def _speaking(visit: Visit, case: Case, marked: str) -> tuple[JointReview, Group] | None:
    """The review that is going on and the group they may speak for; if not, they are told why."""
    say, review = visit.say, open_review(case.reviews)
    groups = [visit.directory.group_by_id.get(group) for group in review.groups] if review is not None else []
    group = next((one for one in groups if one is not None and mark(one.id) == marked), None)
    if review is None or group is None:
        visit.toast(say("That joint review is over."), alert=True)
    elif not may_speak_for(visit.staff, group):
        visit.toast(say("Only people of that group can answer for it."), alert=True)
    elif not may_change(review, group.id, group.lead, visit.staff.id):
        visit.toast(say("The lead of the group has answered. Please talk to them."), alert=True)
    else:
        return review, group
    return None


def _keep(visit: Visit, case: Case, review: JointReview, view: View) -> None:
    changed_review = said(review, view)
    changed = replace(case, reviews=with_review(case.reviews, changed_review), version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("view", visit.staff.id, {"review": review.number, **view.data}))
    redraw(visit, changed, changed_review, (view.group,))

    def opening(say: Phrases) -> str:
        all_said = review.waiting and not changed_review.waiting
        return say("All groups have answered.") if all_said else say("A group has answered.")

    tell_lead(visit, changed, changed_review, opening)
