"""What somebody sends next for a run: an inject, a date, a reason. Kept in their real conversation, for once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.desk.drills.steps import Play
from handlers.drills.standing import Standing, State
from handlers.engine import Session
from handlers.events import Inbound, Said, Shared
from handlers.people import Staff
from handlers.ports import UnitOfWork

#: For how long what is said next is taken for it.
AWAITED = timedelta(minutes=15)
_KEY = "drill_words"


def await_words(play: Play, inbound: Inbound, what: str) -> None:
    """The next message of this chat is `what` for the run."""
    session = play.uow.session(inbound.conversation) or Session(tag="")
    waiting = {"drill": play.run.id, "what": what, "at": play.uow.now.isoformat()}
    _keep(play.uow, inbound, session, {**session.desk, _KEY: waiting})


def awaited_words(inbound: Inbound, uow: UnitOfWork, person: Staff) -> tuple[str, str] | None:
    """The run's id and what this message is for it, asked for once only; None when nothing was awaited."""
    if not inbound.private or not any(_may_be_asked(run, person) for run in uow.directory.drills):
        return None
    session = uow.session(inbound.conversation)
    waiting = session.desk.get(_KEY) if session is not None else None
    if session is None or waiting is None:
        return None
    _keep(uow, inbound, session, {name: value for name, value in session.desk.items() if name != _KEY})
    fresh = uow.now - datetime.fromisoformat(waiting["at"]) <= AWAITED
    said = isinstance(inbound.event, Said | Shared) and not inbound.edited
    return (waiting["drill"], waiting["what"]) if fresh and said else None


def _may_be_asked(run: Standing, person: Staff) -> bool:
    trains = person.id in run.leads or person.id in run.evaluators
    return trains or (run.state is State.ENDED and person.id in run.people)


def _keep(uow: UnitOfWork, inbound: Inbound, session: Session, desk: dict[str, object]) -> None:
    uow.keep_session(inbound.conversation, replace(session, desk=desk))
