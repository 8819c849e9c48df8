"""Sessions as JSON."""

from __future__ import annotations

from pydantic import TypeAdapter

from handlers.engine.session import Session

_adapter: TypeAdapter[Session] = TypeAdapter(Session)


def dump_session(session: Session) -> str:
    """A session as JSON."""
    return _adapter.dump_json(session).decode()


def load_session(text: str) -> Session:
    """The session that `dump_session` wrote."""
    return _adapter.validate_json(text)
