"""Which run a turn is in, if any: by its timer, its button, the message it answers, or because somebody plays."""

from __future__ import annotations

from datetime import datetime

from handlers.desk.drills.exercise import AT
from handlers.desk.drills.steps import run_by_id
from handlers.desk.safe.answering import needs_help
from handlers.drills.run import PLAY, Drill
from handlers.drills.standing import Standing, State
from handlers.engine import Session
from handlers.events import Commanded, ContactGiven, Elapsed, Inbound, Located, Said, Shared, Tapped
from handlers.house import House
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.taps import read_tap

#: Commands that mean the exercise while somebody plays; the others (`/help`, `/duty`, …) mean what they always do.
PLAYED = frozenset(
    {"emergency", "incident", "complaint", "cases", "back", "skip", "cancel", "pause", "review", "done"}
)


#: Those of them that begin something.
BEGINS = frozenset({"emergency", "incident", "complaint"})


def run_of(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> str | None:
    """The run that a turn is in, by its id; None: it is real."""
    event = inbound.event
    if isinstance(event, Elapsed):
        about = event.data.get("case")
        return event.drill or (uow.drill_of(about) if about is not None else None)
    if isinstance(event, Tapped):
        return _tapped_in(inbound, event, uow, person)
    if inbound.reply_to is not None and isinstance(event, Said | Shared | Located):
        found = uow.cases_of_message(inbound.bot, inbound.chat, inbound.reply_to)
        if found:
            return found[0] if found[0] in uow.directory.drill_by_id else uow.drill_of(found[0])
    return _played_in(inbound, uow, house, person)


def _tapped_in(inbound: Inbound, event: Tapped, uow: UnitOfWork, person: Staff | None) -> str | None:
    tap = read_tap(event.data)
    if tap is not None and tap.scope in ("c", "r"):
        return uow.drill_of(tap.target)
    if tap is None or tap.scope != "s" or person is None or not inbound.private:
        return None
    for standing in uow.directory.drills:
        session = _session_in(inbound, uow, standing) if person.id in standing.people else None
        if session is not None and session.tag == tap.target:
            return standing.id
    return None


def _session_in(inbound: Inbound, uow: UnitOfWork, standing: Standing) -> Session | None:
    return uow.session(f"{inbound.conversation}{AT}{standing.id}")


def _played_in(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff | None) -> str | None:
    """The run that what somebody says by themselves is part of: they play, and nothing real is being asked."""
    event = inbound.event
    if person is None or not inbound.private or inbound.bot != house.staff_bot:
        return None
    if not isinstance(event, Said | Shared | Located | ContactGiven | Commanded):
        return None
    if isinstance(event, Commanded) and event.name not in PLAYED:
        return None
    standing = next((run for run in uow.directory.drills if person.id in run.playing and run.is_live), None)
    if standing is None or _is_busy(uow.session(inbound.conversation), uow.now):
        return None
    if standing.state is State.RUNNING:
        return standing.id
    asked = _session_in(inbound, uow, standing) if standing.state is State.PAUSED else None
    waits = asked is not None and asked.live is not None and not isinstance(event, Commanded)
    return standing.id if waits else None


def _is_busy(session: Session | None, now: datetime) -> bool:
    """Whether something real is being asked of them."""
    if session is None:
        return False
    return session.live is not None or not _AWAITING.isdisjoint(session.desk) or needs_help(session, now)


#: What the desk keeps while it waits for words: a note, a proof, a name.
_AWAITING = frozenset({"note", "await_", "roll_ask"})


def may_mean(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff) -> Drill | None:
    """The run that somebody may mean with what they begin: they are to play in it, and have not said so."""
    event = inbound.event
    begins = isinstance(event, Said) or (isinstance(event, Commanded) and event.name in BEGINS)
    if (
        not begins
        or not inbound.private
        or inbound.bot != house.staff_bot
        or _is_busy(uow.session(inbound.conversation), uow.now)
    ):
        return None
    running = (one for one in uow.directory.drills if one.state is State.RUNNING and person.id in one.people)
    standing = next((one for one in running if person.id not in one.playing), None)
    run = run_by_id(uow, standing.id) if standing is not None else None
    return run if run is not None and run.people.get(person.id) in PLAY else None
