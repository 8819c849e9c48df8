"""The way in: leads every event to the place where the conversation stands."""

from __future__ import annotations

from typing import Final

from handlers.engine import locations, media
from handlers.engine.admission import admit
from handlers.engine.drawing import draw
from handlers.engine.ending import close_what_is_over, end, has_edition
from handlers.engine.idle import woken
from handlers.engine.moves import to_checklist, to_review
from handlers.engine.places import place_of
from handlers.engine.places.base import can_open_checklist
from handlers.engine.relevance import open_place
from handlers.engine.scene import Scene
from handlers.engine.session import LastTap, Session
from handlers.engine.stack import pause
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

#: The commands that mean something to a conversation; all others are somebody else's.
COMMANDS: Final = frozenset({"back", "skip", "cancel", "pause", "review", "done"})


def step(session: Session, event: Event, at: Surroundings, message: int | None = None) -> Turn:
    """What `event` does to the conversation. Never raises for anything that people or platforms can send."""
    scene = Scene(session, at)
    if isinstance(event, Tapped):
        return _tapped(scene, event)
    if isinstance(event, Elapsed):
        return _elapsed(scene, event)
    if not session.frames or not _heard(scene, event):
        return Turn(session)
    return end(scene)


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
    return end(scene)


def _live_tap(scene: Scene, tap: Tap) -> Turn:
    scene.tap = tap
    if has_edition(scene) and not _act(scene, tap.action):
        scene.toast(scene.say("That button does nothing here."))
        scene.answer_tap(None)
        return Turn(scene.session, tuple(scene.effects))
    close_what_is_over(scene)
    scene.answer_tap(tap)
    return end(scene, replaces=True)


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
        place.leave(scene)
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
    if has_edition(scene):
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
    elif isinstance(event, Located):
        locations.take(scene, event)
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
        place_of(scene.frame).leave(scene)
        to_review(scene)
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
    if scene.frames and scene.draws and has_edition(scene):
        draw(scene)
    return scene.turn()
