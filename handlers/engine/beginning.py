"""Conversations begun, taken up again, and drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.cases import Run
from handlers.engine.ending import end
from handlers.engine.moves import advance
from handlers.engine.places.taken import tell_taken
from handlers.engine.questions import ASKERS
from handlers.engine.recording import objection, record
from handlers.engine.relevance import relevant
from handlers.engine.scene import Scene
from handlers.engine.session import Frame, Session
from handlers.engine.stack import push, take_up
from handlers.engine.turn import Surroundings, Turn
from playbooks.edition import Edition
from playbooks.model import Kind

_TAG = 5  # characters
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote before a playbook was chosen, and the answers found in it: question id -> value."""

    text: str
    answers: Mapping[str, Any]


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
    said: Said | None = None,
    same: str | None = None,
    about: str | None = None,
    news: str = "",
    loose: tuple[dict[str, Any], ...] = (),
) -> Turn:
    """Begins a conversation from `edition`, interrupting what is live.

    `prefill` are answers known already; `said` is what the person wrote before, and the answers that are in it;
    `same` is the id of the open case that all answers go to; `about` that of the case that a form is about;
    `news` is a line to start with; `loose` are files that were sent before, for the questions that want some.
    """
    scene = Scene(session, at)
    playbook = edition.playbook
    urgent = playbook.kind is Kind.EMERGENCY
    frame = Frame(
        at.new_id(),
        playbook.kind,
        playbook.id,
        edition.digest,
        at.now,
        run,
        site or _only_site(at),
        submitted=urgent,
        loose=loose,
        same=same,
        about=about,
    )
    if push(scene, replace(frame, said=said.text) if said else frame):
        _take_known(scene, prefill or {})
        taken = _take_known(scene, said.answers) if said else []
        advance(scene)
        if news:
            scene.note(news)
        tell_taken(scene, taken)
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
    scene.again = True
    return end(scene, replaces=replaces)


def _take_known(scene: Scene, prefill: Mapping[str, Any]) -> list[str]:
    """Writes the answers that are known from the start, as far as they are answers to what is asked; tells which."""
    taken = []
    for path, value in prefill.items():
        if value is not None and path not in scene.frame.answers and _fits(scene, path, value):
            record(scene, path, value, "prefilled")
            taken.append(path)
    return taken


def _fits(scene: Scene, path: str, value: Any) -> bool:
    question = next((question for question in relevant(scene) if question.id == path), None)
    if question is None or question.type == "repeat":
        return False
    return ASKERS[question.type].stands(scene.asking(path), value) and not objection(scene, path, value)


def _only_site(at: Surroundings) -> str | None:
    sites = at.directory.sites_of(at.staff)
    return sites[0].id if len(sites) == 1 else None
