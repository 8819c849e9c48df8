"""Conversations in a turn: what each remembers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select

from handlers.engine.session import Session
from storage.schema import conversations
from storage.statements import Statement, among
from storage.turn.part import Part

_SESSION = Statement(
    select(conversations.c.session).where(conversations.c.key == bindparam("wanted")).with_for_update()
)
_SESSIONS = Statement(
    select(conversations.c.key, conversations.c.session).where(
        among(conversations.c.key, "wanted"), conversations.c.session.is_not(None)
    )
)


class SessionPart(Part):
    """The sessions of `handlers.ports.UnitOfWork`."""

    def session(self, conversation: str) -> Session | None:
        for view in self._newest_first:
            if conversation in view.sessions:
                return view.sessions[conversation]
        row = self._database.first(_SESSION, wanted=conversation)
        session = None if row is None else self._batch.sessions.load(conversation, row[0])
        self._before.sessions[conversation] = session
        return session

    def keep_session(self, conversation: str, session: Session) -> None:
        self._view.sessions[conversation] = session

    def glance_at_sessions(self, conversations: Collection[str]) -> Mapping[str, Session]:
        rows = self._database.read(_SESSIONS, wanted=self._database.many(list(conversations)))
        found = {key: self._batch.sessions.load(key, text) for key, text in rows}
        for view in self._oldest_first:
            found.update({key: view.sessions[key] for key in conversations if key in view.sessions})
        return {key: session for key, session in found.items() if session is not None}

    def _write_sessions(self) -> None:
        for conversation, session in self._view.sessions.items():
            text = self._batch.sessions.dump(conversation, session)
            self._rows.sessions[conversation] = {"key": conversation, "session": text}
