"""The few questions before a case is closed, where its playbook asks: what came of it, in what words, which reply.

Asked in private, one message at a time; what was answered so far is in the desk's part of that chat's session.  Each
answer looks at the case afresh: somebody else may have closed it, or it may be everybody's again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from handlers.cases import Case
from handlers.delivery import Notice
from handlers.desk.cases.closing import close, may_close
from handlers.desk.cases.copies import lane_of
from handlers.desk.cases.ending_questions import Draft, Stage, outcomes, question, wants_reply
from handlers.desk.visit import Visit
from handlers.ending import Ending
from handlers.events import Said
from playbooks.model import Playbook, Resolution

#: For how long what is written next is taken for the words or the reply.
AWAITED = timedelta(minutes=30)


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
        visit.tell(outcomes(case, asked, visit.say))
    else:
        key = f"ending:{case.id}:{person.id}"
        bot, message = visit.house.alert_bot, outcomes(case, asked, visit.say)
        notice = Notice(
            visit.uow.new_id(), bot, person.telegram, message, lane=lane_of(case), staff=person.id, key=key
        )
        visit.uow.queue(replace(notice, language=person.language))
        visit.toast(visit.say("I have asked you in our private chat what came of it."))


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
    if visit.inbound.private:
        _ask(visit, case, Draft(case.id, outcome, "words", visit.uow.now.isoformat()))
    elif asked.reply == "required" and wants_reply(visit, case, playbook, asked):
        visit.toast(visit.say("A reply is needed. Please open our private chat and resolve it there."), alert=True)
    else:
        close(visit, case, Ending(outcome))


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


def _draft(visit: Visit, case: Case, *stages: Stage) -> Draft | None:
    """What was answered so far, if this chat is in the middle of closing this case; else they are told."""
    draft = _kept(visit)
    if draft is None or draft.case != case.id or draft.stage not in (stages or ("words", "reply")):
        visit.toast(visit.say("That button is from before. Please use the newest card."), alert=True)
        return None
    return draft


def _kept(visit: Visit) -> Draft | None:
    kept = visit.session.desk.get("ending")
    return None if kept is None else Draft(**json.loads(kept))


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


def _with(draft: Draft, text: str) -> Draft:
    return replace(draft, words=text) if draft.stage == "words" else replace(draft, reply=text)


def _next(visit: Visit, case: Case, draft: Draft) -> None:
    """The next question, a last look, or the end where nothing was written that could be wrong."""
    found = resolution_of(visit, case)
    if found is None:
        _end(visit, case, draft)
    elif draft.stage == "words" and wants_reply(visit, case, *found):
        _ask(visit, case, replace(draft, stage="reply", at=visit.uow.now.isoformat()))
    elif draft.stage == "reply" and not draft.reply and found[1].reply == "required":
        visit.toast(visit.say("A reply is needed here."), alert=True)
    elif draft.words or draft.reply:
        _ask(visit, case, replace(draft, stage="confirm"))
    else:
        _end(visit, case, draft)


def _end(visit: Visit, case: Case, draft: Draft) -> None:
    forget_ending(visit)
    close(visit, case, Ending(draft.outcome, draft.words, draft.reply))
    visit.tell(visit.say("{number} is resolved.", number=case.number), case)


def _ask(visit: Visit, case: Case, draft: Draft) -> None:
    found = resolution_of(visit, case)
    assert found is not None
    visit.remember(ending=json.dumps(asdict(draft)))
    message = question(visit, case, draft, *found)
    notice = Notice(visit.uow.new_id(), visit.inbound.bot, visit.inbound.chat, message, staff=visit.staff.id)
    key = f"ending:{visit.inbound.conversation}"
    visit.uow.queue(replace(notice, key=key, edits_message=visit.tapped_message, language=visit.staff.language))


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
