"""What a form's answers are for, once they are submitted: looked up by the form, and authorised afresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers.cases import Case
from handlers.desk.actions.making import action_submitted
from handlers.desk.after.following_up import follow_up_submitted
from handlers.desk.after.reviewing import case_review_submitted
from handlers.desk.drills.agreeing import ABOUT, run_action_submitted
from handlers.desk.joint.calling import review_submitted
from handlers.desk.joint.deciding import decision_submitted
from handlers.desk.visit import Visit
from handlers.engine.answers import values_of
from handlers.engine.session import Frame


def form_submitted(visit: Visit, frame: Frame, about: str) -> None:
    """Does what the form is for. What it is about may have changed since it was begun."""
    if about.startswith(ABOUT):
        run_action_submitted(visit, about, values_of(frame))
        return
    case, does = visit.uow.case(about), _FORMS.get(frame.playbook)
    if case is None or does is None:
        visit.tell(visit.say("That one is not offered any more."))
    else:
        does(visit, case, values_of(frame))


_FORMS: dict[str, Callable[[Visit, Case, Mapping[str, Any]], None]] = {
    "corrective-action": action_submitted,
    "joint-review": review_submitted,
    "joint-decision": decision_submitted,
    "follow-up": follow_up_submitted,
    "case-review": case_review_submitted,
}
