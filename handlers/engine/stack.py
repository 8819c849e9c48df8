"""Conversations coming and going: begun, interrupted, set aside, taken up again, ended."""

from __future__ import annotations

from dataclasses import replace

from handlers.engine.recap import recap
from handlers.engine.scene import Scene
from handlers.engine.session import Frame
from handlers.engine.turn import Amended, Cancelled, Drafted, Finished, Started, Tell
from handlers.messages import plain
from playbooks.model import Kind


def push(scene: Scene, frame: Frame) -> bool:
    """Puts a new frame on top, if there is room; an emergency is given more room than anything else."""
    room = scene.at.limits.stack * (2 if frame.kind is Kind.EMERGENCY and not frame.amending else 1)
    if len(scene.frames) >= room:
        scene.warn(scene.say("Too much is open already. Finish or cancel one first."))
        return False
    scene.frames.append(frame)
    if not frame.amending:
        scene.emit(Started(frame))
    return True


def finish(scene: Scene) -> None:
    """The live frame is over."""
    frame = replace(scene.frames.pop(), state={})
    scene.emit(Amended(frame) if frame.amending else Finished(frame))
    come_back(scene)


def cancel(scene: Scene) -> None:
    """The live frame is given up. One that was reported already has only its checklist cut short."""
    if scene.frame.amending:
        finish(scene)
        return
    frame = replace(scene.frames.pop(), state={})
    reported = frame.submitted and frame.kind is not Kind.EMERGENCY
    scene.toast(scene.say("Cancelled"))
    scene.emit(Tell(plain(scene.say("Cancelled"))))
    scene.emit(Finished(frame) if reported else Cancelled(frame))
    come_back(scene)


def pause(scene: Scene, idle: bool = False) -> bool:
    """Sets the live frame aside, if there is room for one more draft."""
    if scene.frame.amending:
        finish(scene)
        return True
    if len(scene.drafts) >= scene.at.limits.drafts:
        scene.remember(confirm=None)
        scene.warn(
            scene.say("You have set aside {n} already. Finish or cancel one of those first.", n=len(scene.drafts))
        )
        return False
    set_aside(scene, idle)
    words = scene.say("Set aside. To go on with it later: /cases")
    scene.toast(words)
    scene.emit(Tell(plain(words)))
    come_back(scene)
    return True


def set_aside(scene: Scene, idle: bool) -> None:
    """Moves the live frame to the drafts; a case that was only open to be changed can be opened again any time."""
    frame = scene.frames.pop()
    if frame.amending:
        scene.emit(Amended(replace(frame, state={})))
        return
    frame = replace(frame, state={k: v for k, v in frame.state.items() if k != "confirm"})
    scene.drafts.append(frame)
    scene.emit(Drafted(frame, idle))


def take_up(scene: Scene, frame_id: str) -> bool:
    """Makes a draft the live frame again, with a recap."""
    draft = next((frame for frame in scene.drafts if frame.id == frame_id), None)
    if draft is None:
        scene.warn(scene.say("That draft is not here any more."))
        return False
    if len(scene.frames) >= scene.at.limits.stack:
        scene.warn(scene.say("Too much is open already. Finish or cancel one first."))
        return False
    scene.drafts.remove(draft)
    scene.frames.append(draft)
    come_back(scene)
    return True


def come_back(scene: Scene) -> None:
    """After a frame has left: the one beneath goes on, with a recap of what was answered so far."""
    while scene.frames and not scene.has_plan():
        set_aside_unknown(scene)
    if scene.frames:
        scene.remember(confirm=None)
        scene.notes.extend(recap(scene))


def set_aside_unknown(scene: Scene) -> None:
    """A frame whose playbook edition is gone is kept as a draft, and this is said."""
    words = scene.say("This conversation cannot go on now, because its playbook is missing. It is kept for later.")
    scene.emit(Tell(plain(words)))
    set_aside(scene, idle=False)
