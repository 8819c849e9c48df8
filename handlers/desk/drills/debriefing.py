"""The hot debrief: three questions to everybody right after a run, by name or not, gathered for those who lead.

Whoever answers without a name is not in the log: the entry has the words and nobody.  Which of the questions somebody
has answered is kept in their own conversation only; and what came is shown some minutes later, all of it together
and in no order, so that nobody can tell by the time who wrote what.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.alerts.cards import name_of
from handlers.delivery import LIVE
from handlers.desk.drills.awaiting import await_words
from handlers.desk.drills.steps import Play, run_by_id
from handlers.drills.evaluation import Remark
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.engine import Session
from handlers.events import Elapsed, Inbound, Said
from handlers.house import House
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.taps import Tap
from playbooks.phrases import Phrases, phrases

#: What somebody's next message is for: an answer, with how it is given and to which question.
HOT = "hot"
#: The kind of the timer, in real time, at which those who lead get the review, and how long after the end that is.
REVIEWED, AFTER = "drill-review", timedelta(minutes=15)
#: The kind of the timer, in real time, after which those who lead see what has come.
GATHERED = "drill-gathered"
EVERY = timedelta(minutes=2)
NAMED, UNNAMED = "name", "anon"
_KEY = "drill_told"  # in one's own conversation: the run, and which question is next
_MOST = 3000  # characters that are shown; the review has all


def open_debrief(play: Play) -> None:
    """Everybody of the list is asked; when their answers are in, whoever leads gets the review."""
    play.wait_in_earnest(REVIEWED, play.uow.now + AFTER)
    for staff in play.run.people:
        say = play.say_to(staff)
        words = say("While it is fresh: three short questions, two minutes. What you say helps everybody.")
        play.tell(staff, plain("💬 " + words, *_how_rows(play.run, say)))
    _wait(play)


def _how_rows(run: Drill, say: Phrases) -> tuple[Row, ...]:
    # TRANSLATORS: Buttons under the questions after an exercise.
    named = Button(say("Answer"), Tap("x", run.id, 0, f"{HOT}={NAMED}").data, "primary")
    unnamed = Button(say("Answer without my name"), Tap("x", run.id, 0, f"{HOT}={UNNAMED}").data)
    return (named,), (unnamed,)


def hot_tapped(play: Play, inbound: Inbound, person: Staff, argument: str) -> str:
    """Somebody wants to answer, or to skip a question; gives back what the button answers."""
    say = phrases(person.language)
    how, _, skipped = argument.partition(".")
    if play.run.state is not State.ENDED or how not in (NAMED, UNNAMED):
        return say("That cannot be done now.")
    at = _next(play.uow.session(inbound.conversation), play.run)
    if skipped.isdecimal() and int(skipped) == at:
        at += 1
        _note(play, inbound, at)
    _ask(play, inbound, person, how, at)
    return ""


def _ask(play: Play, inbound: Inbound, person: Staff, how: str, at: int) -> None:
    run, say = play.run, phrases(person.language)
    queries = run.scenario.questionnaire
    if at >= len(queries):
        play.tell(person.id, plain("✓ " + say("Thank you. That was all.")))
        return
    await_words(play, inbound, f"{HOT}.{how}.{at}")
    skip: Row = (Button(say("Skip"), Tap("x", run.id, 0, f"{HOT}={how}.{at}").data),)
    spans = [Span(f"{at + 1}/{len(queries)} ", "bold"), Span(queries[at].ask.text(say.language))]
    spans += [Span("\n" + say("Your name is not kept with your answer."), "italic")] if how == UNNAMED else []
    play.tell(person.id, Message(tuple(spans), (skip,)))


def take_remark(play: Play, inbound: Inbound, person: Staff, argument: str) -> None:
    """An answer came: onto the log, with a name or without, and the next question is asked."""
    how, _, number = argument.partition(".")
    event, at = inbound.event, _next(play.uow.session(inbound.conversation), play.run)
    if play.run.state is not State.ENDED or not isinstance(event, Said) or number != str(at):
        return
    query = play.run.scenario.questionnaire[at]
    play.log("remark", person.id if how == NAMED else None, question=query.id, text=event.text.strip())
    _note(play, inbound, at + 1)
    _wait(play)
    _ask(play, inbound, person, how, at + 1)


def _next(session: Session | None, run: Drill) -> int:
    """Which question this conversation is at."""
    told = session.desk.get(_KEY) if session is not None else None
    return int(told["next"]) if told is not None and told["drill"] == run.id else 0


def _note(play: Play, inbound: Inbound, at: int) -> None:
    session = play.uow.session(inbound.conversation) or Session(tag="")
    told = {"drill": play.run.id, "next": at}
    play.uow.keep_session(inbound.conversation, replace(session, desk={**session.desk, _KEY: told}))


# what those who lead see


def _wait(play: Play) -> None:
    """What comes in the same minutes is shown together."""
    step = EVERY.total_seconds()
    due = datetime.fromtimestamp((play.uow.now.timestamp() // step + 1) * step, UTC)
    play.wait_in_earnest(GATHERED, due)


def remarks_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Those who lead see what was answered so far."""
    run = run_by_id(uow, event.data["drill"])
    if run is None or not run.evaluation.remarks:
        return
    play = Play.of(uow, house, run)
    for lead in run.leads:
        _show(play, lead)
    if all(len(in_no_order(run, query.id)) >= len(run.people) for query in run.scenario.questionnaire):
        play.wait_in_earnest(REVIEWED, uow.now)  # everybody has answered everything


def show_remarks(play: Play, person: Staff) -> str:
    """The same, further down, for somebody who leads."""
    _show(play, person.id, anew=True)
    return ""


def _show(play: Play, lead: str, *, anew: bool = False) -> None:
    say, name = play.say_to(lead), f"{HOT}:{lead}"
    words = Message(_spans(play, say))
    known = play.run.evaluation.boards.get(name)
    if known is not None and not anew:
        play.tell(lead, words, key=LIVE + known, of=known)
        return
    notice = play.uow.new_id()
    play.tell(lead, words, as_notice=notice)
    play.log("board", None, lead=name, notice=notice)


def _spans(play: Play, say: Phrases) -> tuple[Span, ...]:
    run = play.run
    # TRANSLATORS: Heading: what people answered right after an exercise.
    spans = [Span(f"💬 {run.number} · " + say("Hot debrief"), "bold")]
    said = {query.id: in_no_order(run, query.id) for query in run.scenario.questionnaire}
    count = max(map(len, said.values()), default=0)
    spans.append(Span("\n" + say("{n} of {total} answered so far", n=count, total=len(run.people))))
    left = _MOST
    for query in run.scenario.questionnaire:
        spans.append(Span(f"\n\n{query.ask.text(say.language)}", "bold"))
        for remark in said[query.id]:
            line = f"\n– {remark.text}" + (f" ({name_of(remark.by, play.uow.directory)})" if remark.by else "")
            left -= len(line)
            if left > 0:
                spans.append(Span(line))
    if left <= 0:
        spans.append(Span("\n\n" + say("There is more: the review has all of it.")))
    return tuple(spans)


def in_no_order(run: Drill, question: str) -> tuple[Remark, ...]:
    """What was answered to a question; not in the order in which it came, which would tell who wrote it."""
    mine = [one for one in run.evaluation.remarks if one.question == question]
    return tuple(sorted(mine, key=lambda one: hashlib.sha256((run.id + one.text).encode()).digest()))
