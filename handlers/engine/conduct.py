"""The way in: begins conversations and leads every event to the place where the conversation stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from handlers.cases import Run
from handlers.engine import media
from handlers.engine.admission import admit
from handlers.engine.drawing import draw
from handlers.engine.idle import keep_watch, woken
from handlers.engine.moves import advance, to_checklist
from handlers.engine.places import place_of
from handlers.engine.places.base import can_open_checklist
from handlers.engine.questions import ASKERS
from handlers.engine.recording import objection, record
from handlers.engine.relevance import open_place
from handlers.engine.scene import Scene
from handlers.engine.session import Frame, LastTap, Session
from handlers.engine.stack import come_back, finish, pause, push, set_aside_unknown, take_up
from handlers.engine.turn import Surroundings, Toast, Turn
from handlers.events import (
    Commanded,
    ContactGiven,
    Elapsed,
    Event,
    Located,
    Said,
    Shared,
    Tapped,
    Unsupported,
)
from handlers.taps import Tap, read_tap
from playbooks.edition import Edition
from playbooks.model import Kind

#: The commands that mean something to a conversation; all others are somebody else's.
COMMANDS: Final = frozenset({"back", "skip", "cancel", "pause", "review", "done"})

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
    return _end(scene)


def resume(session: Session, frame_id: str, at: Surroundings) -> Turn:
    """Takes up a draft where it was left, with a recap."""
    scene = Scene(session, at)
    take_up(scene, frame_id)
    return _end(scene)


def redraw(session: Session, at: Surroundings, replaces: bool = False) -> Turn:
    """Draws the live prompt again, if there is one."""
    scene = Scene(session, at)
    if not scene.frames:
        return Turn(session)
    return _end(scene, replaces=replaces)


def step(session: Session, event: Event, at: Surroundings, message: int | None = None) -> Turn:
    """What `event` does to the conversation. Never raises for anything that people or platforms can send."""
    scene = Scene(session, at)
    if isinstance(event, Tapped):
        return _tapped(scene, event)
    if isinstance(event, Elapsed):
        return _elapsed(scene, event)
    if not session.frames or not _heard(scene, event):
        return Turn(session)
    return _end(scene)


def _tapped(scene: Scene, event: Tapped) -> Turn:
    tap = read_tap(event.data)
    verdict = "stale" if tap is None else admit(scene.session, tap)
    if isinstance(verdict, LastTap):
        return Turn(scene.session, (Toast(verdict.toast),))
    if not scene.frames:
        return Turn(scene.session, (Toast(scene.say("Nothing is open here now. /help shows what you can do.")),))
    if tap is None or (verdict == "stale" and not _same_list(scene, tap)):
        return _stale(scene)
    return _live_tap(scene, tap)


def _same_list(scene: Scene, tap: Tap) -> bool:
    """Whether a tick comes from an earlier drawing of the list that is live still: people tap faster than we draw."""
    since = scene.state.get("since")
    if since is None or tap.scope != "s" or tap.target != scene.session.tag:
        return False
    ticks = tap.action.startswith("a=") and tap.action != "a=done"
    return bool(ticks and since <= tap.render < scene.session.render)


def _stale(scene: Scene) -> Turn:
    scene.toast(scene.say("That button is from an earlier message. Here is where we are."))
    scene.answer_tap(None)
    return _end(scene)


def _live_tap(scene: Scene, tap: Tap) -> Turn:
    scene.tap = tap
    if _has_edition(scene) and not _act(scene, tap.action):
        scene.toast(scene.say("That button does nothing here."))
        scene.answer_tap(None)
        return Turn(scene.session, tuple(scene.effects))
    _close_what_is_over(scene)
    scene.answer_tap(tap)
    return _end(scene, replaces=True)


def _act(scene: Scene, action: str) -> bool:
    """Does what a live button says; False if there is no such button."""
    place = place_of(scene.frame)
    if action.startswith("pg="):
        return _turn_page(scene, action[3:])
    if action == "b":
        place.back(scene)
    elif action == "s":
        place.skip(scene)
    elif action == "x":
        scene.remember(confirm="cancel")
    elif action == "r":
        _review(scene)
    elif action == "cl" and can_open_checklist(scene):
        scene.change(deferred=open_place(scene) is not None)
        to_checklist(scene)
    else:
        return place.tapped(scene, action)
    return True


def _heard(scene: Scene, event: Event) -> bool:
    """Does what a message or command says; False if it is none of ours."""
    if isinstance(event, Commanded) and event.name not in COMMANDS:
        return False
    if not isinstance(event, Commanded | Said | Shared | Located | ContactGiven | Unsupported):
        return False
    if _has_edition(scene):
        _follow(scene, event)
    return True


def _follow(scene: Scene, event: Commanded | Said | Shared | Located | ContactGiven | Unsupported) -> None:
    if isinstance(event, Commanded):
        _command(scene, event.name)
    elif isinstance(event, Unsupported):
        scene.warn(scene.say("I cannot use that here. Please answer the question."))
    elif isinstance(event, Said) and len(event.text) > scene.at.limits.text:
        length, most = len(event.text), scene.at.limits.text
        scene.warn(
            scene.say(
                "That is {length} characters; at most {most} fit here. Please shorten it.", length=length, most=most
            )
        )
    elif isinstance(event, Shared):
        media.take(scene, event)
    else:
        place_of(scene.frame).take(scene, event)


def _command(scene: Scene, name: str) -> None:
    place = place_of(scene.frame)
    if name == "back":
        place.back(scene)
    elif name == "skip":
        place.skip(scene)
    elif name == "done":
        place.done(scene)
    elif name == "cancel":
        scene.remember(confirm="cancel")
    elif name == "pause":
        pause(scene)
    else:
        _review(scene)


def _review(scene: Scene) -> None:
    """Opens the review; before everything is answered it shows what is there so far."""
    if scene.frame.answers:
        scene.go(None)
    else:
        scene.warn(scene.say("Nothing is answered yet."))


def _turn_page(scene: Scene, number: str) -> bool:
    if not (number.isdecimal() and number.isascii() and len(number) <= 3):
        return False
    if scene.frame.at is None:
        scene.remember(page=int(number))
    else:
        scene.remember(q={**scene.state.get("q", {}), "page": int(number)})
    return True


def _elapsed(scene: Scene, event: Elapsed) -> Turn:
    if event.kind != "idle":
        return Turn(scene.session)
    woken(scene)
    if scene.frames and scene.draws and _has_edition(scene):
        draw(scene)
    return scene.turn()


def _has_edition(scene: Scene) -> bool:
    """False if the live frame's edition is gone; then it has been set aside."""
    if scene.has_plan():
        return True
    set_aside_unknown(scene)
    come_back(scene)
    return False


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


def _close_what_is_over(scene: Scene) -> None:
    while scene.frames and scene.state.get("over"):
        finish(scene)


def _end(scene: Scene, replaces: bool = False) -> Turn:
    """The end of every turn that something was done in: what is over is closed, what is live is drawn."""
    _close_what_is_over(scene)
    keep_watch(scene)
    if scene.frames and _has_edition(scene):
        draw(scene, replaces)
    return scene.turn()


__all__ = ["COMMANDS", "begin", "new_session", "redraw", "resume", "step"]
