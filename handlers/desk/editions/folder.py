"""The folder of playbooks cannot be used, or can again: admins are told, once each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.delivery import Lane, Notice
from handlers.engine.session import Session
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.library_news import CONVERSATION, KIND, said_broken, with_said
from handlers.messages import Message, Span, plain
from handlers.people import Role, Staff
from handlers.ports import UnitOfWork
from playbooks.phrases import Phrases, phrases


def folder_looked_at(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Says how the folder is, if that is news."""
    session = uow.session(CONVERSATION) or Session(tag="")
    broken = "problem" in event.data
    if broken == said_broken(session):
        return
    uow.keep_session(CONVERSATION, replace(session, desk=with_said(session.desk, broken)))
    words = _broken(event.data) if broken else _good
    for person in uow.directory.staff:
        if person.active and person.role is Role.ADMIN and person.telegram is not None:
            uow.queue(_notice(uow, house, person, words(phrases(person.language))))


def _broken(data: dict[str, str]) -> Callable[[Phrases], Message]:
    def words(say: Phrases) -> Message:
        more = int(data.get("more", "0"))
        lines = ["", data["problem"], *([say("and {n} more", n=more)] if more else [])]
        # TRANSLATORS: To admins: a file of playbooks has a mistake in it, which follows.
        head = say("The playbooks cannot be taken over: there is a mistake in a file.")
        lines.append(say("Nothing has changed for anybody; what was published before stays in use."))
        return Message((Span("⚠️ " + head, "bold"), Span("\n".join(lines))))

    return words


def _good(say: Phrases) -> Message:
    return plain("✓ " + say("The mistake in the playbooks is gone. They are in use as they are now."))


def _notice(uow: UnitOfWork, house: House, person: Staff, message: Message) -> Notice:
    """What still waits to be sent gives way: it is the other way round by now."""
    bot = house.alert_bot if person.reachable else house.staff_bot
    chat, key = person.telegram or 0, f"{KIND}:{person.id}"
    return Notice(uow.new_id(), bot, chat, message, Lane.PROMPT, staff=person.id, key=key, language=person.language)
