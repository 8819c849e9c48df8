"""“No, this is another one”: a report that had joined a case becomes a case of its own, with its own alarm."""

from __future__ import annotations

from dataclasses import replace

from handlers.assessment import Given
from handlers.cases import Case, Happening
from handlers.desk.amending import reassessed
from handlers.desk.casework import announce, open_case
from handlers.desk.copies import amend_cards
from handlers.desk.live.sheets import outcomes_in
from handlers.desk.news import News, tell_others
from handlers.desk.visit import Visit
from handlers.engine import Frame, pointed_at
from handlers.messages import Button, Message, Span
from handlers.taps import Tap
from handlers.team import leave
from handlers.team_changes import team_changes
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
    """What they had said for the first case is not about it."""
    who, edition = visit.staff.id, visit.uow.editions.by_digest(case.edition)
    if who == case.reporter or edition is None:
        return
    theirs = [question for question, by in case.lent.items() if by == who]
    answers = {question: value for question, value in case.answers.items() if question not in theirs}
    given = Given(edition.playbook, answers, outcomes_in(case), visit.uow.now)
    changed = reassessed(visit, case, given, case.site)
    team = leave(case.team, who) if not case.team.roles_of(who) and case.acknowledged_by != who else case.team
    changed = replace(
        changed,
        team=team,
        also=tuple(one for one in case.also if one != who),
        lent={question: by for question, by in case.lent.items() if by != who},
    )
    visit.uow.keep_case(changed)
    for question in theirs:
        data = {"question": question, "before": case.answers.get(question), "after": None}
        visit.uow.record(case.id, Happening("corrected", who, data))
    for happening in team_changes(case.team, team, who):
        visit.uow.record(case.id, happening)
    visit.uow.record(case.id, Happening("apart", who))
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        return say("What {name} reports is not {number}, but another one.", name=visit.staff.name, number=case.number)

    tell_others(visit, changed, News(words))
