"""Sessions, with the last ones kept parsed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import bindparam, select

from handlers.engine.session import Session
from storage.codec.sessions import dump_session, load_session
from storage.database import Database
from storage.schema import conversations
from storage.statements import Statement

_HOLDING = Statement(
    select(conversations.c.key, conversations.c.session)
    .where(conversations.c.session.like(bindparam("holding")))
    .where(conversations.c.key.not_like("%@%"))  # those of drills stay with what the run was planned with
    .order_by(conversations.c.key)
)


def holding(database: Database, playbook: str) -> Iterator[tuple[str, Session]]:
    """The conversations, with their keys, that are in the middle of `playbook` or have set it aside."""
    for key, text in database.read(_HOLDING, holding=f'%"{playbook}"%'):
        session = load_session(text)
        if any(frame.playbook == playbook for frame in (*session.frames, *session.drafts)):
            yield key, session


class SessionMemory:
    """Spares parsing what this process wrote itself.

    The stored text is always read and compared, so what another process wrote is never missed.  `most` 0 remembers
    nothing, so that tests read back what they wrote.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, tuple[str, Session]] = {}

    def load(self, conversation: str, text: str | None) -> Session | None:
        """The session whose JSON is `text`."""
        if text is None:
            return None
        known = self._known.get(conversation)
        if known is not None and known[0] == text:
            return known[1]
        session = load_session(text)
        self._remember(conversation, text, session)
        return session

    def dump(self, conversation: str, session: Session | None) -> str | None:
        """The JSON of `session`."""
        if session is None:
            return None
        text = dump_session(session)
        self._remember(conversation, text, session)
        return text

    def _remember(self, conversation: str, text: str, session: Session) -> None:
        self._known.pop(conversation, None)
        if self._most:
            self._known[conversation] = (text, session)
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]
