"""What is asked before a case is closed, in words: what came of it, anything to add, which reply, and a last look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handlers.alerts.ending_words import ending_lines, outcome_line
from handlers.cases import Case
from handlers.desk.cases.answers import shown_answer
from handlers.desk.cases.news import about
from handlers.desk.visit import Visit
from handlers.ending import Ending
from handlers.messages import Button, Message, Row, plain
from handlers.taps import Tap
from playbooks.conditions import holds
from playbooks.locale_format import labelled
from playbooks.model import Playbook, Resolution
from playbooks.phrases import Phrases

Stage = Literal["words", "reply", "confirm"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was answered so far, and what is asked now."""

    case: str
    outcome: str
    stage: Stage
    at: str
    words: str = ""
    reply: str = ""


def outcomes(case: Case, asked: Resolution, say: Phrases) -> Message:
    """A button for each way in which it can have ended."""
    rows: list[Row] = [
        (_button(case, outcome.label.text(say.language), f"o{index}"),)
        for index, outcome in enumerate(asked.outcomes)
    ]
    # TRANSLATORS: Asked of somebody who closes a case: how did it end?
    return plain(say("What came of {number}?", number=case.number) + about(case), *rows)


def _button(case: Case, label: str, action: str) -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data)


def question(visit: Visit, case: Case, draft: Draft, playbook: Playbook, asked: Resolution) -> Message:
    """What is asked next: by the stage that the draft is at."""
    say = visit.say
    if draft.stage == "words":
        return _words_question(visit, case, draft, playbook, asked)
    if draft.stage == "reply":
        return _reply_question(visit, case, playbook, asked)
    ended = replace(case, ending=Ending(draft.outcome, draft.words, draft.reply))
    lines = [case.number + about(case), *ending_lines(ended, playbook, say, longest=1000), say("Is that right?")]
    again = _button(case, say("Start again"), "o-new")
    return plain("\n".join(lines), (_button(case, say("Resolve"), "o-yes"), again))


def _words_question(visit: Visit, case: Case, draft: Draft, playbook: Playbook, asked: Resolution) -> Message:
    say = visit.say
    more = wants_reply(visit, case, playbook, asked)
    # TRANSLATORS: Asked of somebody who closes a case, under the outcome that they chose.
    words = f"✓ {outcome_line(playbook, draft.outcome, say)}\n" + say("Anything to add? Write it in one message.")
    # TRANSLATORS: Buttons under “Anything to add?”: nothing is; close it, or come to the next question.
    label = say("Nothing to add") if more else say("No, resolve it")
    return plain(words, (_button(case, label, "o-on"),))


def _reply_question(visit: Visit, case: Case, playbook: Playbook, asked: Resolution) -> Message:
    say = visit.say
    lines = [
        say("What is the reply to the customer? Write it in one message."),
        *_contact(visit, case, playbook, asked),
    ]
    if asked.reply == "required":
        return plain("\n".join([*lines, say("If it cannot be given, write why.")]))
    return plain("\n".join(lines), (_button(case, say("Without a reply"), "o-on"),))


def _contact(visit: Visit, case: Case, playbook: Playbook, asked: Resolution) -> list[str]:
    """Where the reply goes, as the person agreed to when it was recorded."""
    lines = []
    for name in asked.contact:
        question, value = playbook.question_by_id.get(name), case.answers.get(name)
        if question is not None and value is not None:
            shown = shown_answer(visit, question, value, visit.say)
            lines.append(labelled(question.name(visit.say.language), shown, visit.say.language))
    return lines or [visit.say("No contact was recorded.")]


def wants_reply(visit: Visit, case: Case, playbook: Playbook, asked: Resolution) -> bool:
    """Whether somebody is to be answered, by what was said."""
    answers, questions = case.answers, playbook.question_by_id
    return asked.reply is not None and holds(asked.reply_when, answers, {}, questions, visit.uow.now)
