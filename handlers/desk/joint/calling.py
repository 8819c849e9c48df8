"""Several groups are called to look at an incident, as a form says which, what and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.cases import Case, Happening
from handlers.desk.incidents.answering import may_here
from handlers.desk.joint.asking import ask_groups, called
from handlers.desk.joint.board import board
from handlers.desk.joint.due import wait_for_reminder
from handlers.desk.visit import Visit
from handlers.incidents.joint import JointReview, Standing, open_review
from handlers.incidents.review_words import group_names, standing_words
from playbooks.phrases import phrases


def review_submitted(visit: Visit, case: Case, given: Mapping[str, Any]) -> None:
    """The form was filled in by somebody who may still do that: the groups are asked."""
    if not may_here(visit, case):
        visit.tell(visit.say("Only the person who took it, the lead of its group, or a manager, can do that."))
    elif open_review(case.reviews) is not None:
        visit.tell(visit.say("A joint review of it is going on."))
    else:
        _begin(visit, case, _review_of(visit, case, given))


def _review_of(visit: Visit, case: Case, given: Mapping[str, Any]) -> JointReview:
    known: dict[str, Standing] = {"cause": "cause", "enough": "enough"}
    standing = known.get(given["asks"], "")
    review = JointReview(
        len(case.reviews) + 1,
        "" if standing else given["question"],
        tuple(given["groups"]),
        date.fromisoformat(given["due"]),
        visit.staff.id,
        visit.uow.now,
        standing,
    )
    return called(visit, review)


def _begin(visit: Visit, case: Case, review: JointReview) -> None:
    changed = replace(case, reviews=(*case.reviews, review), version=case.version + 1)
    visit.uow.keep_case(changed)
    asks = review.question or standing_words(review.standing, phrases("en"))
    data = {"review": review.number, "question": asks, "groups": list(review.groups), "due": review.due.isoformat()}
    visit.uow.record(case.id, Happening("review", visit.staff.id, data))
    ask_groups(visit, changed, review)
    wait_for_reminder(visit, changed, review)
    visit.tell(board(visit, changed, review, visit.say, _opening(visit, review)), changed)


def _opening(visit: Visit, review: JointReview) -> str:
    """Who is asked; and whom nobody can ask, so that they are called by other means."""
    say, reached = visit.say, {one.group for one in review.asked}
    told = tuple(group for group in review.groups if group in reached)
    lost = tuple(group for group in review.groups if group not in reached)
    words = [say("Asked: {groups}", groups=group_names(told, visit.directory, say))] if told else []
    if lost:
        words.append(say("Cannot be asked here: {groups}", groups=group_names(lost, visit.directory, say)))
    return "\n".join(words)
