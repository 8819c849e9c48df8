"""An action is done, with a word or a photo that shows it, or dropped, with a reason: what is sent next says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from handlers.actions import Action, Origin, done, dropped
from handlers.cases import Happening
from handlers.desk.actions.making import note
from handlers.desk.actions.telling import tell_maker, tell_owner
from handlers.desk.actions.waiting import wait_for_reminder
from handlers.desk.actions.words import action_message, is_open_to
from handlers.desk.visit import Visit
from handlers.engine.questions.evidence import too_big
from handlers.events import Said, Shared
from handlers.rights import may_settle_action, may_steer_action
from playbooks.phrases import Phrases

#: For how long what is sent next is taken for the proof or the reason.
AWAITED = timedelta(minutes=30)

How = Literal["done", "drop"]


def ask_proof(visit: Visit, action: Action, argument: str) -> None:
    """“Done”: how was it done?"""
    if _may(visit, action, "done"):
        _await(visit, action, "done")
        words = visit.say("How was it done? Send a few words or a photo.")
        if action.origin is Origin.FOLLOW_UP:
            words = visit.say("How are they, and what did you agree? Send a few words.")
        visit.tell(f"✓ {action.number}\n{words}\n" + visit.say("/cancel to leave it."))


def ask_reason(visit: Visit, action: Action, argument: str) -> None:
    """“Drop”: why will it not be done?"""
    if _may(visit, action, "drop"):
        _await(visit, action, "drop")
        words = visit.say("Why will it not be done? Write it in one message.")
        visit.tell(f"{action.number}\n{words}\n" + visit.say("/cancel to leave it."))


def _await(visit: Visit, action: Action, how: How) -> None:
    visit.remember(action=action.id, action_as=how, action_at=visit.uow.now.isoformat())


def forget_action(visit: Visit) -> bool:
    """What is sent next settles no action; whether it would have."""
    awaited = "action" in visit.session.desk
    if awaited:
        visit.remember(action=None, action_as=None, action_at=None)
    return awaited


def took_proof(visit: Visit) -> bool:
    """Whether it was the proof or the reason that was asked for just before."""
    desk, event = visit.session.desk, visit.inbound.event
    if "action" not in desk or not isinstance(event, Said | Shared) or visit.inbound.edited:
        return False
    if visit.inbound.reply_to is not None or visit.uow.now - datetime.fromisoformat(desk["action_at"]) > AWAITED:
        forget_action(visit)
        return False
    action, how = visit.uow.action(desk["action"]), desk["action_as"]
    if action is None or not _may(visit, action, how):
        forget_action(visit)
    elif (words := _proof(visit, action, how, event)) is not None:
        forget_action(visit)
        _settle(visit, action, how, *words)
    return True


def _proof(visit: Visit, action: Action, how: How, event: Said | Shared) -> tuple[str, str | None] | None:
    """The words, and the file that was kept; None if it is neither, which they have been told."""
    if isinstance(event, Said):
        if event.text.strip() and len(event.text) <= visit.house.limits.text:
            return event.text, None
        visit.tell(visit.say("That is too long for one note. Please send it in parts."))
        return None
    if how == "drop" or action.case is None:
        visit.tell(visit.say("Please say it in words."))
        return None
    if event.media.size is not None and event.media.size > visit.house.limits.media_bytes:
        visit.tell(too_big(visit.say, visit.house.limits))
        return None
    return event.caption, _kept(visit, action.case, event)


def _kept(visit: Visit, case: str, event: Shared) -> str:
    media, bot = event.media, visit.inbound.bot
    if visit.uow.attach(case, media, visit.staff.id, bot):
        data = {"kind": media.kind, "unique": media.unique, "reference": media.reference, "bot": bot}
        visit.uow.record(case, Happening("evidence", visit.staff.id, data))
    return media.unique


def _settle(visit: Visit, action: Action, how: How, words: str, proof: str | None) -> None:
    by, now = visit.staff.id, visit.uow.now
    settled = done(action, by, now, words, proof) if how == "done" else dropped(action, by, now, words)
    visit.uow.keep_action(settled)
    told = {name: value for name, value in (("words", settled.words), ("file", proof)) if value}
    note(visit, settled, "action done" if how == "done" else "action dropped", **told)
    wait_for_reminder(visit, settled)

    def news(say: Phrases) -> str:
        if how == "done":
            return "✓ " + say("{name} has put this right.", name=visit.staff.name)
        return say("{name} says that this will not be done.", name=visit.staff.name)

    tell_maker(visit, settled, news)
    if how == "drop" and settled.owner.staff not in (visit.staff.id, settled.made_by):
        tell_owner(visit, settled, news)
    visit.tell(action_message(visit, settled, visit.say, visit.say("Noted.")))


def _may(visit: Visit, action: Action, how: How) -> bool:
    """Whether they may, as the action stands now; if not, they are told why."""
    say, right = visit.say, may_settle_action if how == "done" else may_steer_action
    if not action.is_open:
        visit.toast(say("That is settled already."))
        visit.tell(action_message(visit, action, say, open_=is_open_to(visit, action)))
    elif not right(visit.staff, action, visit.directory):
        visit.toast(say("Only whoever agreed it, their lead or a manager can do that."), alert=True)
    else:
        return True
    return False
