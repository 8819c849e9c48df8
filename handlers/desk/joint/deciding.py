"""The decision of a joint review: recorded with who agreed, told to all concerned; or it is called off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.actions import Origin, Target
from handlers.cases import Case, Happening
from handlers.delivery import Lane
from handlers.desk.actions.making import add_action, agreed_in, confirm
from handlers.desk.actions.of_case import add_row
from handlers.desk.cases.copies import copies_in_use
from handlers.desk.cases.guarding import headline_for_all
from handlers.desk.cases.news import News, tell_copy, tell_reporter
from handlers.desk.joint.asking import redraw, tell_asked
from handlers.desk.joint.due import stop_reminders
from handlers.desk.telling.outside import follow_outside
from handlers.desk.visit import Visit
from handlers.incidents.joint import Decision, JointReview, decided, decision_data, open_review, with_review
from handlers.incidents.review_words import decision_line, standing_lines, title
from handlers.messages import Message, Span
from handlers.rights import may_decide
from playbooks.phrases import Phrases


def decision_submitted(visit: Visit, case: Case, given: Mapping[str, Any]) -> None:
    """The form was filled in by somebody who may still decide, and nobody else has."""
    review = open_review(case.reviews)
    if review is None:
        visit.tell(visit.say("That joint review is over."))
    elif not may_decide(visit.staff, review):
        visit.tell(visit.say("Only whoever leads the joint review, or a manager, can do that."))
    else:
        decision = Decision(given["agreed"] == "agreed", given["words"], visit.staff.id, visit.uow.now)
        changed = _keep(visit, case, decided(review, decision))
        _tell_everyone(visit, changed, changed.reviews[review.number - 1])
        for action in given.get("actions") or ():
            target = Target(case.playbook, case.edition) if action.get("playbook") == "yes" else None
            confirm(visit, add_action(visit, agreed_in(action, Origin.JOINT_REVIEW, target), changed))


def _keep(visit: Visit, case: Case, review: JointReview) -> Case:
    changed = replace(case, reviews=with_review(case.reviews, review), version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("decided", visit.staff.id, decision_data(review)))
    stop_reminders(visit, changed)
    redraw(visit, changed, review, review.groups)
    return changed


def _tell_everyone(visit: Visit, case: Case, review: JointReview) -> None:
    news = News(lambda say: _worded(visit, case, review, say), lane=Lane.ALERT)
    told = tell_asked(visit, case, review, news)
    _tell_the_rest(visit, case, news, told)
    words = _worded(visit, case, review, visit.say)
    visit.tell(Message((Span(f"✓ {words}"),), add_row(visit, case, visit.say)), case)


def _tell_the_rest(visit: Visit, case: Case, news: News, told: set[int]) -> None:
    """Everybody who has the card and was not asked, the reporter, and the case's outside channels."""
    for copy in copies_in_use(visit, case):
        if copy.chat not in told and copy.staff not in (visit.staff.id, case.reporter):
            tell_copy(visit, case, copy, news)
    reporter = visit.directory.staff_by_id.get(case.reporter)
    if reporter is not None and reporter.telegram not in told:
        tell_reporter(visit, case, news)
    follow_outside(visit, case, news)


def _worded(visit: Visit, case: Case, review: JointReview, say: Phrases) -> str:
    assert review.decision is not None
    lines = [title(case, say), *([headline_for_all(case)] if case.headline else [])]
    lines += [decision_line(review.decision, visit.directory, say), *standing_lines(review, visit.directory, say)]
    return "\n".join(lines)


def call_off(visit: Visit, case: Case, argument: str) -> None:
    """It is not needed any more: nobody is asked or reminded."""
    review = open_here(visit, case, argument)
    if review is None:
        return
    over = replace(review, off=True)
    changed = replace(case, reviews=with_review(case.reviews, over), version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("review off", visit.staff.id, {"review": review.number}))
    stop_reminders(visit, changed)
    redraw(visit, changed, over, review.groups)

    def words(say: Phrases) -> str:
        return say("The joint review of {number} is called off ({name}).", number=case.number, name=visit.staff.name)

    tell_asked(visit, changed, over, News(words, lane=Lane.ROUTINE))
    visit.toast(visit.say("Called off."))


def open_here(visit: Visit, case: Case, argument: str) -> JointReview | None:
    """The review that the button is about, if it is going on and this person may decide it."""
    review = open_review(case.reviews)
    if review is None or argument != str(review.number):
        visit.toast(visit.say("That joint review is over."), alert=True)
    elif not may_decide(visit.staff, review):
        visit.toast(visit.say("Only whoever leads the joint review, or a manager, can do that."), alert=True)
    else:
        return review
    return None
