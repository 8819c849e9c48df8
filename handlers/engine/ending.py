"""How every turn ends: what is over is closed, what is live is drawn."""

from __future__ import annotations

from handlers.engine.drawing import draw
from handlers.engine.idle import keep_watch
from handlers.engine.scene import Scene
from handlers.engine.stack import come_back, finish, set_aside_unknown
from handlers.engine.turn import Turn


def end(scene: Scene, replaces: bool = False) -> Turn:
    """The end of every turn that something was done in: what is over is closed, what is live is drawn."""
    close_what_is_over(scene)
    keep_watch(scene)
    if scene.frames and has_edition(scene):
        draw(scene, replaces)
    return scene.turn()


def close_what_is_over(scene: Scene) -> None:
    while scene.frames and scene.state.get("over"):
        finish(scene)


def has_edition(scene: Scene) -> bool:
    """False if the live frame's edition is gone; then it has been set aside."""
    if scene.has_plan():
        return True
    set_aside_unknown(scene)
    come_back(scene)
    return False
