"""Group chats: taps on cards, replies to them, and the few commands that make sense there. Chatter is left alone."""

from __future__ import annotations

from handlers.alerts.addressing import group_language
from handlers.desk.actions.tapping import action_tapped
from handlers.desk.cases.cards import case_tapped
from handlers.desk.cases.notes import add_note, ask_which, replied_cases
from handlers.desk.digests.taps import digest_tapped, show_group_digest
from handlers.desk.duty.showing import duty_list
from handlers.desk.joint.viewing import took_view
from handlers.desk.people.enrolment import language_for
from handlers.desk.safe.tapping import roll_call_tapped
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.events import Commanded, Inbound, Tapped
from handlers.house import House, TapAnswer
from handlers.people import Directory, Group, Staff
from handlers.ports import UnitOfWork
from handlers.rights import may_invite
from handlers.taps import read_tap
from playbooks.model import Kind
from playbooks.phrases import phrases

#: Those that begin a report.
_REPORTS = frozenset(kind.value for kind in Kind)

#: Commands that belong into a private chat; in a group they get a pointer, so that nobody waits for an alarm.
_PRIVATE = _REPORTS | {"cases", "help", "language", "invite", "test", "doctor", "actions", "drill", "practice"}


def in_group(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> tuple[TapAnswer, ...]:
    """One event of a group chat; what strangers write there is not for us."""
    event = inbound.event
    if person is None:
        return (_refusal(inbound, event, uow.directory),) if isinstance(event, Tapped) else ()
    visit = Visit(inbound, uow, house, person, uow.directory, Session(tag=""))
    if isinstance(event, Tapped):
        _tapped(visit, event)
    elif isinstance(event, Commanded):
        _command(visit, event, uow.directory.group_by_chat.get(inbound.chat))
    elif len(replied := replied_cases(visit)) > 1:
        ask_which(visit)
    elif replied and not took_view(visit, replied[0]):
        add_note(visit, replied[0])
    return tuple(visit.answers)


def _refusal(inbound: Inbound, event: Tapped, directory: Directory) -> TapAnswer:
    say = phrases(language_for(inbound.sender.language if inbound.sender else None, directory))
    return TapAnswer(inbound.bot, event.tap_id, say("This is not for you to open."), alert=True)


def _tapped(visit: Visit, event: Tapped) -> None:
    tap = read_tap(event.data)
    if tap is not None and tap.scope == "c":
        case_tapped(visit, tap)
    elif tap is not None and tap.scope == "r":
        roll_call_tapped(visit, tap)
    elif tap is not None and tap.scope == "g":
        digest_tapped(visit, tap)
    elif tap is not None and tap.scope == "a":
        action_tapped(visit, tap)
    visit.toast()


def _command(visit: Visit, command: Commanded, group: Group | None) -> None:
    if group is None:
        _introduce(visit, command)
        return
    language = group_language(group, visit.directory)
    if command.name == "duty":
        visit.tell(duty_list(visit.directory, language, visit.uow.now))
    elif command.name == "digest":
        show_group_digest(visit, group)
    elif command.name in _PRIVATE:
        where = _private_chat(visit.house.bot_username, command.name)
        visit.tell(phrases(language)("Please write to me in a private chat: {bot}", bot=where))


def _private_chat(username: str | None, command: str) -> str:
    """Where the command works; a link to a report opens it there, with one tap on “Start”."""
    if not username:
        return "/start"
    return f"https://t.me/{username}" + (f"?start={command}" if command in _REPORTS else "")


def _introduce(visit: Visit, command: Commanded) -> None:
    """Tells an admin how to make this chat a group's: no app shows the number of a chat. Nobody else is answered."""
    if command.name in ("start", "help") and may_invite(visit.staff):
        chat = visit.inbound.chat
        visit.tell(
            visit.say("No group of the organisation file has this chat yet. Its line is: chat: {chat}", chat=chat)
        )
