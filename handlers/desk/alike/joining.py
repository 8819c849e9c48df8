"""A second report of the same emergency, or of an incident: it joins the first, and everybody hears that it came.

What the second person says is on the first case's timeline; it becomes an answer where there was none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.alerts.answer_words import question_at
from handlers.alike import elsewhere
from handlers.cases import Case, Happening, Status
from handlers.desk.alike.apart import split
from handlers.desk.alike.likeness import described
from handlers.desk.cases.amending import follow, reassessed
from handlers.desk.cases.answers import shown_answer
from handlers.desk.cases.casework import attached
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.files import media_in
from handlers.desk.cases.news import News, about, share_files, tell_listeners, tell_others, tell_reporter
from handlers.desk.live.sheets import outcomes_in
from handlers.desk.telling.outside import follow_outside
from handlers.desk.visit import Visit
from handlers.engine import Answered, Frame, values_of
from handlers.given import Given
from handlers.messages import Button, Message, Span
from handlers.taps import Tap
from handlers.team import join
from handlers.team_changes import team_changes
from playbooks.model import Kind, Playbook
from playbooks.phrases import Phrases


def is_over(case: Case) -> bool:
    """Whether nothing can be added to it any more."""
    return case.status not in (Status.OPEN, Status.ACKNOWLEDGED)


def join_alarm(visit: Visit, case: Case) -> None:
    """Somebody else raises the same alarm: everybody hears it at once, and they can say that it is another one."""
    joined = note_report(visit, case)
    say = visit.say
    words = say("The alarm is out already: {case}.", case=described(visit.uow, case, say))
    more = say("Everybody who was told hears that you report it, too.")
    _tell(visit, joined, "🚨 " + words, more)


def raise_again(visit: Visit, case: Case) -> None:
    """Who raised it raises it again: everybody is rung again."""
    note_report(visit, case)
    say = visit.say
    _tell(visit, case, "🚨 " + say("The alarm is out already: {case}.", case=described(visit.uow, case, say)))


def _tell(visit: Visit, case: Case, words: str, more: str = "") -> None:
    # TRANSLATORS: Button under “The alarm is out already: E-…”: somebody else is in danger, raise another alarm.
    other = Button(visit.say("No, this is another one"), Tap("c", case.id, case.version, "other").data, "danger")
    spans = (Span(words, "bold"), Span("\n" + more if more else ""))
    visit.tell(Message(spans, ((other,),)), case)


def note_report(visit: Visit, case: Case) -> Case:
    """They are one more who reports it: on the timeline, on the card, and said to everybody."""
    who, again = visit.staff.id, visit.staff.id in (case.reporter, *case.also)
    team = join(case.team, who, visit.uow.now)
    also = case.also if again else (*case.also, who)
    changed = replace(case, team=team, also=also, version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("reported too", who))
    for happening in team_changes(case.team, team, who):
        visit.uow.record(case.id, happening)
    amend_cards(visit, changed)

    def words(say: Phrases) -> str:
        heard = say("{name} reports it, too: {number}", name=visit.staff.name, number=case.number)
        if again:
            heard = say("{name} reports it again: {number}", name=visit.staff.name, number=case.number)
        return f"🚨 {heard}{about(case)}"

    tell_others(visit, changed, News(words))
    follow_outside(visit, changed, News(words))
    tell_reporter(visit, changed, News(words))
    return changed


def answer_joined(visit: Visit, effect: Answered) -> None:
    """An answer of somebody who joined: for the case they joined, unless it shows that theirs is another."""
    case, frame = visit.uow.case(effect.frame.case), effect.frame
    edition = visit.uow.editions.by_digest(frame.edition)
    if case is None or edition is None:
        return
    if effect.path == edition.playbook.place and elsewhere(effect.value, case, visit.directory):
        split(visit, frame, case)
        return
    data = {"question": effect.path, "value": effect.value, "joined": True}
    visit.uow.record(case.id, Happening("answered", visit.staff.id, data))
    share_files(visit, case, attached(visit, case, media_in(effect.value)))
    question = effect.path.partition(".")[0]
    take_over(visit, case, {question: values_of(frame).get(question)})


def take_over(visit: Visit, case: Case, given: dict[str, Any]) -> None:
    """Answers become the case's where it has none; where it has another one, everybody hears of the difference."""
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None or is_over(case):
        return
    known = {question: value for question, value in given.items() if question in edition.playbook.question_by_id}
    mine = {q: v for q, v in known.items() if case.answers.get(q) is None or q in case.lent}
    if mine:
        _lend(visit, case, edition.playbook, mine)
    for question, value in known.items():
        if question not in mine and value is not None and value != case.answers.get(question):
            _tell_difference(visit, case, question_at(edition.playbook, question), value)


def _lend(visit: Visit, case: Case, playbook: Playbook, mine: dict[str, Any]) -> None:
    """These answers are the case's, and stay known as theirs."""
    given = Given(playbook, {**case.answers, **mine}, outcomes_in(case), visit.uow.now)
    lent = {**case.lent, **dict.fromkeys(mine, visit.staff.id)}
    follow(visit, case, replace(reassessed(visit, case, given, case.site), lent=lent), playbook)


def _tell_difference(visit: Visit, case: Case, question: Any, value: Any) -> None:
    def words(say: Phrases) -> str:
        answer = shown_answer(visit, question, value, say)
        # TRANSLATORS: Somebody who reports the same says otherwise than the case: “Kit on E-…: Awake: No”.
        return say(
            "{name} on {number}: {question}: {answer}",
            name=visit.staff.name,
            number=case.number,
            question=question.name(say.language),
            answer=answer,
        )

    tell_listeners(visit, case, News(words))
    tell_reporter(visit, case, News(words))


def add_report(visit: Visit, frame: Frame, case: Case) -> None:
    """An incident that turned out to be a known one: what was answered is added to it."""
    changed = note_report(visit, case)
    for path, answer in frame.answers.items():
        if answer.value is not None:
            data = {"question": path, "value": answer.value, "joined": True}
            visit.uow.record(case.id, Happening("answered", visit.staff.id, data))
            share_files(visit, changed, attached(visit, changed, media_in(answer.value)))
    take_over(visit, changed, values_of(frame))
    words = visit.say("Added to {number}. Reply to this message to add words or photos.", number=case.number)
    visit.tell(words, changed)


def joins(frame: Frame) -> bool:
    """Whether a conversation's answers go to somebody else's case."""
    return frame.same is not None and frame.kind is not Kind.COMPLAINT
