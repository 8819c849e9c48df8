"""The few questions before a case is closed, where its playbook asks: what came of it, in what words, which reply.

Asked in private, one message at a time; what was answered so far is in the desk's part of that chat's session.  Each
answer looks at the case afresh: somebody else may have closed it, or it may be everybody's again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from handlers.alerts.ending_words import ending_lines, outcome_line
from handlers.cases import Case
from handlers.delivery import Notice
from handlers.desk.cases.answers import shown_answer
from handlers.desk.cases.closing import close, may_close
from handlers.desk.cases.copies import lane_of
from handlers.desk.cases.news import about
from handlers.desk.visit import Visit
from handlers.ending import Ending
from handlers.events import Said
from handlers.messages import Button, Message, Row, plain
from handlers.taps import Tap
from playbooks.conditions import holds
from playbooks.locale_format import labelled
from playbooks.model import Playbook, Resolution
from playbooks.phrases import Phrases

#: For how long what is written next is taken for the words or the reply.
AWAITED = timedelta(minutes=30)

Stage = Literal["words", "reply", "confirm"]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was answered so far, and what is asked now."""

    case: str
    outcome: str
    stage: Stage
    at: str
    words: str = ""
    reply: str = ""


def resolution_of(visit: Visit, case: Case) -> tuple[Playbook, Resolution] | None:
    """The playbook of the case and what it asks at the end; None if one tap is enough."""
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None or edition.playbook.resolution is None:
        return None
    return edition.playbook, edition.playbook.resolution


def ask_outcome(visit: Visit, case: Case, asked: Resolution) -> None:
    """Asks what came of it, in private; in the group when a private chat is not open to us."""
    person = visit.staff
    if visit.inbound.private or person.telegram is None or not person.reachable:
        visit.tell(_outcomes(case, asked, visit.say))
    else:
        key = f"ending:{case.id}:{person.id}"
        bot, message = visit.house.alert_bot, _outcomes(case, asked, visit.say)
        notice = Notice(
            visit.uow.new_id(), bot, person.telegram, message, lane=lane_of(case), staff=person.id, key=key
        )
        visit.uow.queue(replace(notice, language=person.language))
        visit.toast(visit.say("I have asked you in our private chat what came of it."))


def _outcomes(case: Case, asked: Resolution, say: Phrases) -> Message:
    rows: list[Row] = [
        (_button(case, outcome.label.text(say.language), f"o{index}"),)
        for index, outcome in enumerate(asked.outcomes)
    ]
    # TRANSLATORS: Asked of somebody who closes a case: how did it end?
    return plain(say("What came of {number}?", number=case.number) + about(case), *rows)


def _button(case: Case, label: str, action: str) -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data)


def choose(index: int) -> Callable[[Visit, Case], None]:
    """An action: this outcome it is."""

    def chosen(visit: Visit, case: Case) -> None:
        found = resolution_of(visit, case)
        if not may_close(visit, case):
            return
        if found is None or index >= len(found[1].outcomes):
            visit.toast(visit.say("That button does nothing here."))
            return
        _begin(visit, case, *found, found[1].outcomes[index].id)

    return chosen


def _begin(visit: Visit, case: Case, playbook: Playbook, asked: Resolution, outcome: str) -> None:
    wants_reply = _wants_reply(visit, case, playbook, asked)
    if visit.inbound.private:
        _ask(visit, case, _Draft(case.id, outcome, "words", visit.uow.now.isoformat()))
    elif wants_reply and asked.reply == "required":
        visit.toast(visit.say("A reply is needed. Please open our private chat and resolve it there."), alert=True)
    else:
        close(visit, case, Ending(outcome))


def _wants_reply(visit: Visit, case: Case, playbook: Playbook, asked: Resolution) -> bool:
    answers, questions = case.answers, playbook.question_by_id
    return asked.reply is not None and holds(asked.reply_when, answers, {}, questions, visit.uow.now)


def go_on(visit: Visit, case: Case) -> None:
    """Nothing is added, or no reply given."""
    draft = _draft(visit, case)
    if draft is not None and may_close(visit, case):
        _next(visit, case, draft)


def confirm(visit: Visit, case: Case) -> None:
    """All of it is right: closed."""
    draft = _draft(visit, case, "confirm")
    if draft is not None and may_close(visit, case):
        _end(visit, case, draft)


def begin_again(visit: Visit, case: Case) -> None:
    """From the first question."""
    found = resolution_of(visit, case)
    forget_ending(visit)
    if found is not None and may_close(visit, case):
        ask_outcome(visit, case, found[1])


def _draft(visit: Visit, case: Case, *stages: Stage) -> _Draft | None:
    """What was answered so far, if this chat is in the middle of closing this case; else they are told."""
    draft = _kept(visit)
    if draft is None or draft.case != case.id or draft.stage not in (stages or ("words", "reply")):
        visit.toast(visit.say("That button is from before. Please use the newest card."), alert=True)
        return None
    return draft


def _kept(visit: Visit) -> _Draft | None:
    kept = visit.session.desk.get("ending")
    return None if kept is None else _Draft(**json.loads(kept))


def awaited_ending(visit: Visit) -> bool:
    """Takes what was written for the words or the reply, if those were asked for just before."""
    draft, event = _kept(visit), visit.inbound.event
    if draft is None or draft.stage == "confirm" or not isinstance(event, Said) or visit.inbound.edited:
        return False
    if visit.uow.now - datetime.fromisoformat(draft.at) > AWAITED:
        forget_ending(visit)
        return False
    case = visit.uow.case(draft.case)
    if case is None or not may_close(visit, case):
        forget_ending(visit)
    elif len(event.text) > visit.house.limits.text:
        visit.tell(visit.say("That is too long for one note. Please send it in parts."))
    else:
        _next(visit, case, _with(draft, event.text))
    return True


def _with(draft: _Draft, text: str) -> _Draft:
    return replace(draft, words=text) if draft.stage == "words" else replace(draft, reply=text)


def _next(visit: Visit, case: Case, draft: _Draft) -> None:
    """The next question, a last look, or the end where nothing was written that could be wrong."""
    found = resolution_of(visit, case)
    if found is None:
        _end(visit, case, draft)
    elif draft.stage == "words" and _wants_reply(visit, case, *found):
        _ask(visit, case, replace(draft, stage="reply", at=visit.uow.now.isoformat()))
    elif draft.stage == "reply" and not draft.reply and found[1].reply == "required":
        visit.toast(visit.say("A reply is needed here."), alert=True)
    elif draft.words or draft.reply:
        _ask(visit, case, replace(draft, stage="confirm"))
    else:
        _end(visit, case, draft)


def _end(visit: Visit, case: Case, draft: _Draft) -> None:
    forget_ending(visit)
    close(visit, case, Ending(draft.outcome, draft.words, draft.reply))
    visit.tell(visit.say("{number} is resolved.", number=case.number), case)


def _ask(visit: Visit, case: Case, draft: _Draft) -> None:
    found = resolution_of(visit, case)
    assert found is not None
    visit.remember(ending=json.dumps(asdict(draft)))
    message = _question(visit, case, draft, *found)
    notice = Notice(visit.uow.new_id(), visit.inbound.bot, visit.inbound.chat, message, staff=visit.staff.id)
    key = f"ending:{visit.inbound.conversation}"
    visit.uow.queue(replace(notice, key=key, edits_message=visit.tapped_message, language=visit.staff.language))


def _question(visit: Visit, case: Case, draft: _Draft, playbook: Playbook, asked: Resolution) -> Message:
    say = visit.say
    if draft.stage == "words":
        return _words_question(visit, case, draft, playbook, asked)
    if draft.stage == "reply":
        return _reply_question(visit, case, playbook, asked)
    ended = replace(case, ending=Ending(draft.outcome, draft.words, draft.reply))
    lines = [case.number + about(case), *ending_lines(ended, playbook, say, longest=1000), say("Is that right?")]
    again = _button(case, say("Start again"), "o-new")
    return plain("\n".join(lines), (_button(case, say("Resolve"), "o-yes"), again))


def _words_question(visit: Visit, case: Case, draft: _Draft, playbook: Playbook, asked: Resolution) -> Message:
    say = visit.say
    more = _wants_reply(visit, case, playbook, asked)
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


def forget_ending(visit: Visit) -> None:
    """What is written next is no longer part of closing a case."""
    if "ending" in visit.session.desk:
        visit.remember(ending=None)


OUTCOMES = 10  # the most that a playbook may have

ACTIONS: dict[str, Callable[[Visit, Case], None]] = {
    **{f"o{index}": choose(index) for index in range(OUTCOMES)},
    "o-on": go_on,
    "o-yes": confirm,
    "o-new": begin_again,
}
