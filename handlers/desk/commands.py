"""Commands. They always work, in the middle of anything; what only looks draws the live question again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.desk.actions.listing import show_actions
from handlers.desk.actions.settling import forget_action
from handlers.desk.cases.ending import forget_ending
from handlers.desk.cases.mine import show_cases
from handlers.desk.cases.notes import forget_note
from handlers.desk.digests.taps import show_digest
from handlers.desk.drills.menu import show_drills
from handlers.desk.drills.practising import show_practice
from handlers.desk.duty.showing import show_duty
from handlers.desk.editions.standing import show_standing
from handlers.desk.effects import apply
from handlers.desk.health.doctor import examine
from handlers.desk.health.testing import send_test
from handlers.desk.menus import show_help, show_languages
from handlers.desk.people.inviting import invite
from handlers.desk.safe.marking import forget_asked
from handlers.desk.starting import start_kind
from handlers.desk.teaching import show_proposals
from handlers.desk.visit import Visit
from handlers.engine import redraw, step
from handlers.events import Commanded
from playbooks.model import Kind

#: What the engine itself understands while a question is live.
_ENGINE = frozenset({"back", "skip", "cancel", "pause", "review", "done"})
_REPORTS = {"complaint": Kind.COMPLAINT, "incident": Kind.INCIDENT, "emergency": Kind.EMERGENCY}


def run_command(visit: Visit, command: Commanded) -> None:
    """Does what a command says; an unknown one gets the list of those we know."""
    awaited = "note" in visit.session.desk
    settling = forget_action(visit)
    asked = forget_asked(visit)
    forget_note(visit)
    forget_ending(visit)
    if (kind := _kind_of(command)) is not None:
        _report(visit, kind, command.argument if command.name in _REPORTS else "")
    elif command.name == "cancel" and awaited:
        visit.tell(visit.say("No note was added."))
        redraw_live(visit)
    elif command.name == "cancel" and settling:
        visit.tell(visit.say("Nothing has changed."))
        redraw_live(visit)
    elif command.name == "cancel" and asked:
        visit.tell(visit.say("Nothing was sent."))
        redraw_live(visit)
    elif command.name in _ENGINE:
        _to_engine(visit, command)
    else:
        _look(visit, command)


def _kind_of(command: Commanded) -> Kind | None:
    """The kind of report that is to begin; a link from a group's chat opens `/start emergency`."""
    return _REPORTS.get(command.argument if command.name == "start" else command.name)


def _report(visit: Visit, kind: Kind, words: str) -> None:
    if visit.inbound.bot == visit.house.staff_bot:
        start_kind(visit, kind, words)
    else:
        name = visit.house.bot_username
        here = f"@{name}" if name else visit.house.staff_bot
        visit.tell(visit.say("To report something, write to {bot}.", bot=here))


def _to_engine(visit: Visit, command: Commanded) -> None:
    if visit.session.live is None:
        show_help(visit, visit.say("Nothing is open here now."))
    else:
        apply(visit, step(visit.session, command, visit.at, visit.inbound.message))


def _look(visit: Visit, command: Commanded) -> None:
    known = _COMMANDS.get(command.name)
    if known is None:
        show_help(visit, visit.say("I do not know /{command}.", command=command.name[:40]))
    else:
        known(visit, command.argument)
    redraw_live(visit)


def _start(visit: Visit, argument: str) -> None:
    if visit.session.live is None:
        show_help(visit, visit.say("Hello {name}.", name=visit.staff.name))


def _help(visit: Visit, argument: str) -> None:
    show_help(visit)


def _language(visit: Visit, argument: str) -> None:
    show_languages(visit)


_COMMANDS: dict[str, Callable[[Visit, str], None]] = {
    "start": _start,
    "help": _help,
    "cases": show_cases,
    "actions": show_actions,
    "duty": show_duty,
    "digest": show_digest,
    "drill": show_drills,
    "practice": show_practice,
    "language": _language,
    "invite": invite,
    "test": send_test,
    "phrases": show_proposals,
    "reading": show_standing,
    "doctor": examine,
}

#: Every command that means something here.
NAMES = frozenset({*_ENGINE, *_REPORTS, *_COMMANDS})


def set_language(visit: Visit, language: str) -> None:
    """From here on this person reads `language`."""
    visit.staff = replace(visit.staff, language=language)
    visit.uow.keep_staff(visit.staff)
    visit.toast(visit.say("Done."))
    if visit.session.live is None:
        show_help(visit)
    redraw_live(visit)


def redraw_live(visit: Visit) -> None:
    """Shows the live question again, if there is one."""
    if visit.session.live is not None:
        apply(visit, redraw(visit.session, visit.at))
