"""Looking back, and following somebody up, begun from a case that is over."""

from __future__ import annotations

from handlers.cases import Case
from handlers.desk.actions.tapping import for_the_debrief
from handlers.desk.after.following_up import people_in, person_words
from handlers.desk.after.offering import can_be_reviewed
from handlers.desk.after.story import story
from handlers.desk.forms.starting import is_begun, start_form
from handlers.desk.visit import Visit
from handlers.rights import may_add_action
from playbooks.locale_format import labelled

REVIEW = "case-review"
FOLLOW_UP = "follow-up"


def start_review(visit: Visit, case: Case) -> None:
    """Shows what happened, then asks. One that was begun is gone on with."""
    if not _may(visit, case):
        return
    if not can_be_reviewed(case):
        visit.toast(visit.say("It is not over yet."), alert=True)
        return
    if not is_begun(visit, case, REVIEW):
        visit.tell(story(visit, case, visit.say), case)
        _name_people(visit, case)
    start_form(visit, case, REVIEW)


def start_follow_up(visit: Visit, case: Case) -> None:
    """Asks who is to be called, by whom, by when; the first whom the case names is filled in."""
    if not _may(visit, case):
        return
    edition = visit.uow.editions.by_digest(case.edition)
    people = people_in(case, edition.playbook) if edition is not None else []
    start_form(visit, case, FOLLOW_UP, {"person": people[0]} if len(people) == 1 else None)


def _name_people(visit: Visit, case: Case) -> None:
    edition = visit.uow.editions.by_digest(case.edition)
    people = people_in(case, edition.playbook) if edition is not None else []
    if people:
        names = "\n".join(person_words(person) for person in people)
        # TRANSLATORS: Before looking back on a case: the people it names, who may be called afterwards.
        visit.tell(labelled(visit.say("People named in it"), "\n" + names, visit.staff.language), case)


def _may(visit: Visit, case: Case) -> bool:
    say = visit.say
    if not may_add_action(visit.staff, case, visit.directory):
        visit.toast(say("Only the people in charge of {number} can do that.", number=case.number), alert=True)
    elif visit.uow.drill is not None:
        visit.toast(for_the_debrief(visit), alert=True)
    elif not visit.inbound.private:
        visit.toast(say("Please write to me in a private chat."), alert=True)
    else:
        return True
    return False
