"""Conversations begun, taken up again, and drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.cases import Run
from handlers.engine.ending import end
from handlers.engine.moves import advance
from handlers.engine.questions import ASKERS
from handlers.engine.recording import objection, record
from handlers.engine.scene import Scene
from handlers.engine.session import Frame, Session
from handlers.engine.stack import push, take_up
from handlers.engine.turn import Surroundings, Turn
from playbooks.edition import Edition
from playbooks.model import Kind

_TAG = 5  # characters
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def new_session(at: Surroundings) -> Session:
    """An empty conversation with a tag of its own."""
    usable = [char for char in at.new_id().lower() if char in _LETTERS]
    return Session("".join(usable[-_TAG:]).rjust(_TAG, "0"))


def begin(
    session: Session,
    edition: Edition,
    at: Surroundings,
    site: str | None = None,
    prefill: Mapping[str, Any] | None = None,
    run: Run = Run.REAL,
) -> Turn:
    """Begins a conversation from `edition`, interrupting what is live; `prefill` are answers known already."""
    scene = Scene(session, at)
    playbook = edition.playbook
    urgent = playbook.kind is Kind.EMERGENCY
    frame = Frame(
        at.new_id(), playbook.kind, playbook.id, edition.digest, at.now, run, site or _only_site(at), submitted=urgent
    )
    if push(scene, frame):
        _take_known(scene, prefill or {})
        advance(scene)
    return end(scene)


def resume(session: Session, frame_id: str, at: Surroundings) -> Turn:
    """Takes up a draft where it was left, with a recap."""
    scene = Scene(session, at)
    take_up(scene, frame_id)
    return end(scene)


def redraw(session: Session, at: Surroundings, replaces: bool = False) -> Turn:
    """Draws the live prompt again, if there is one."""
    scene = Scene(session, at)
    if not scene.frames:
        return Turn(session)
    return end(scene, replaces=replaces)


def _take_known(scene: Scene, prefill: Mapping[str, Any]) -> None:
    """Writes the answers that are known from the start, as far as they are answers."""
    for path, value in prefill.items():
        question = scene.plan.questions.get(path)
        if question is None or value is None or question.type == "repeat":
            continue
        if ASKERS[question.type].stands(scene.asking(path), value) and not objection(scene, path, value):
            record(scene, path, value, "prefilled")


def _only_site(at: Surroundings) -> str | None:
    sites = at.directory.sites_of(at.staff)
    return sites[0].id if len(sites) == 1 else None
