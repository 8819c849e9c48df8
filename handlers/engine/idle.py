"""Silence: one reminder, then the conversation is set aside. An emergency is never set aside by silence.

One timer per conversation is enough: it is not moved with every event, but looks, when it comes, how long ago the
last event was, and is set again if that was too short.
"""

from __future__ import annotations

from datetime import datetime

from handlers.engine.scene import Scene
from handlers.engine.session import AT_WORK, Frame
from handlers.engine.stack import come_back, set_aside
from handlers.engine.turn import Tell, Wake
from handlers.messages import plain
from playbooks.model import Kind


def keep_watch(scene: Scene) -> None:
    """After any event of theirs: makes sure a timer is set that comes no later than the reminder is due."""
    scene.last_event_at = scene.at.now
    scene.reminded = False
    if not scene.frames:
        return
    due = scene.at.now + scene.at.limits.idle_reminder
    lost = scene.wake_at is not None and scene.wake_at < scene.at.now
    if scene.wake_at is None or lost or scene.wake_at > due:
        _wake(scene, due)


def woken(scene: Scene) -> None:
    """The timer came."""
    scene.wake_at = None
    scene.draws = False
    if not scene.frames:
        return
    since = scene.last_event_at or scene.frame.started_at
    if not scene.reminded:
        _remind(scene, since + scene.at.limits.idle_reminder)
    else:
        _draft(scene, since + scene.at.limits.idle_draft)


def _remind(scene: Scene, due: datetime) -> None:
    if scene.at.now < due:
        _wake(scene, due)
        return
    scene.reminded = True
    scene.remember(confirm=None)  # a yes that comes now is no yes to “Cancel this?”
    if scene.frame.at != AT_WORK:  # a checklist says by itself what is late
        scene.note("⏳ " + scene.say("This one is still open. It goes on here:"))
        scene.draws = True
    if any(_may_rest(frame) for frame in scene.frames):
        since = scene.last_event_at or scene.frame.started_at
        _wake(scene, max(since + scene.at.limits.idle_draft, scene.at.now + scene.at.limits.idle_reminder))


def _draft(scene: Scene, due: datetime) -> None:
    if scene.at.now < due:
        _wake(scene, due)
        return
    frames, drafts = len(scene.frames), len(scene.drafts)
    while scene.frames and _may_rest(scene.frame) and _has_room(scene):
        set_aside(scene, idle=True)
    if len(scene.frames) == frames:
        return
    if scene.frames:
        scene.draws = True
        come_back(scene)
    if len(scene.drafts) > drafts:
        scene.emit(Tell(plain(scene.say("I have set this aside for you. To go on with it: /cases"))))


def _may_rest(frame: Frame) -> bool:
    """Whether silence may end it: anything but an emergency that is going on."""
    return frame.kind is not Kind.EMERGENCY or frame.amending


def _has_room(scene: Scene) -> bool:
    return scene.frame.amending or len(scene.drafts) < scene.at.limits.drafts


def _wake(scene: Scene, due: datetime) -> None:
    scene.wake_at = due
    scene.emit(Wake(due))
