"""A conversation that turns out to be about somebody else's case, or about one of its own after all."""

from __future__ import annotations

from dataclasses import replace

from handlers.engine.session import Frame, Session


def pointed_at(session: Session, frame_id: str, case_id: str | None) -> Session:
    """The session with one frame's answers going to this case; None: to its own."""

    def pointed(frame: Frame) -> Frame:
        return replace(frame, same=case_id) if frame.id == frame_id else frame

    return replace(session, frames=tuple(map(pointed, session.frames)), drafts=tuple(map(pointed, session.drafts)))
