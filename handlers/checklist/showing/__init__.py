"""The checklist as each person sees it: one message, of which one page is shown at a time.

Pages are named by what is kept with the copy: empty for the main page, `l2` for the third page of all rows,
`r1a2b3c4d` for a row (by `handlers.taps.mark` of its id), `w1a2b3c4d` for why it cannot be done.
"""

from __future__ import annotations

from handlers.checklist.showing.group import group_page
from handlers.checklist.showing.listing import list_page
from handlers.checklist.showing.main import main_page
from handlers.checklist.showing.row import row_page, why_page
from handlers.checklist.showing.scene import Scene
from handlers.messages import Message

__all__ = ["Scene", "page_of"]


def page_of(scene: Scene, view: str) -> Message:
    """The message of a page; one that is not there (any more) is the main page."""
    kind, argument = view[:1], view[1:]
    row = scene.row_marked(argument) if kind in ("r", "w") else None
    if row is not None:
        return row_page(scene, row) if kind == "r" else why_page(scene, row)
    if kind == "l" and argument.isdecimal():
        return list_page(scene, int(argument))
    return group_page(scene) if scene.viewer is None else main_page(scene)
