"""“No, this is another one”: a report that had joined a case becomes a case of its own, with its own alarm."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening
from handlers.desk.cases.amending import reassessed, record_level
from handlers.desk.cases.casework import announce, open_case
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News, tell_others
from handlers.desk.incidents.recording import record_findings
from handlers.desk.live.sheets import outcomes_in
from handlers.desk.visit import Visit
from handlers.engine import Frame, pointed_at
from handlers.given import Given
from handlers.messages import Button, Message, Span
from handlers.taps import Tap
from handlers.team import leave
from handlers.team_changes import team_changes
from playbooks.model import Playbook
from playbooks.phrases import Phrases


def split(visit: Visit, frame: Frame, first: Case) -> Case:
    """Opens the case of `frame`, alerts everybody, and takes what was said for it out of `first`."""
    visit.session = pointed_at(visit.session, frame.id, None)
    _take_back(visit, first)
    case = open_case(visit, replace(frame, same=None))
    announce(visit, case)
    say = visit.say
    words = "🚨 " + say("That is an alarm of its own now. Number {number}.", number=case.number)
    # TRANSLATORS: Button under “That is an alarm of its own now”: it is the emergency with this number after all.
    label = say("No, it is {number}", number=first.number)
    same = Button(label, Tap("c", case.id, case.version, f"same={first.number}").data)
    visit.tell(Message((Span(words, "bold"),), ((same,),)), case)
    return case


def _take_back(visit: Visit, case: Case) -> None:
    """What they had said for the first case is not about it; whoever reported that one stays its reporter."""
    edition = visit.uow.editions.by_digest(case.edition)
    if visit.staff.id == case.reporter or edition is None:
        return
    changed = _without(visit, case, edition.playbook, visit.staff.id)
    visit.uow.keep_case(changed)
    _record(visit, case, changed)
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        return say("What {name} reports is not {number}, but another one.", name=visit.staff.name, number=case.number)

    tell_others(visit, changed, News(words))


def _without(visit: Visit, case: Case, playbook: Playbook, who: str) -> Case:
    """The case without somebody's report; with them, if they have something to do there."""
    answers = {question: value for question, value in case.answers.items() if case.lent.get(question) != who}
    given = Given(playbook, answers, outcomes_in(case), visit.uow.now)
    busy = case.team.roles_of(who) or case.acknowledged_by == who
    return replace(
        reassessed(visit, case, given, case.site),
        team=case.team if busy else leave(case.team, who),
        also=tuple(one for one in case.also if one != who),
        lent={question: by for question, by in case.lent.items() if by != who},
    )


def _record(visit: Visit, before: Case, after: Case) -> None:
    who = visit.staff.id
    for question in (question for question in before.lent if question not in after.lent):
        data = {"question": question, "before": before.answers.get(question), "after": None}
        visit.uow.record(before.id, Happening("corrected", who, data))
    for happening in team_changes(before.team, after.team, who):
        visit.uow.record(before.id, happening)
    record_level(visit, before, after)
    record_findings(visit, before, after)
    visit.uow.record(before.id, Happening("apart", who))
