"""The two forms of a joint review, begun by a tap: calling groups, and deciding."""

from __future__ import annotations

from handlers.cases import Case
from handlers.desk.forms.starting import start_form
from handlers.desk.incidents.answering import may_here
from handlers.desk.joint.deciding import open_here
from handlers.desk.visit import Visit
from handlers.incidents.joint import open_review


def call_review(visit: Visit, case: Case) -> None:
    """“Call a joint review”: which groups, what, by when."""
    if not may_here(visit, case):
        return
    if not visit.directory.groups:
        visit.toast(visit.say("There are no groups that could be asked."), alert=True)
    elif open_review(case.reviews) is not None:
        visit.toast(visit.say("A joint review of it is going on."), alert=True)
    else:
        _start(visit, case, "joint-review")


def ask_decision(visit: Visit, case: Case, argument: str) -> None:
    """“Decide”: the result, then the words."""
    if open_here(visit, case, argument) is not None:
        _start(visit, case, "joint-decision")


def _start(visit: Visit, case: Case, form: str) -> None:
    if visit.inbound.private:
        start_form(visit, case, form)
    else:
        visit.toast(visit.say("Please write to me in a private chat."), alert=True)
