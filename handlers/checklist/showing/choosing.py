"""What somebody should do next: theirs before anybody's, what comes first before what comes later."""

from __future__ import annotations

from handlers.checklist.sheet import Row
from handlers.checklist.showing.scene import Scene

#: What comes first; and once the response is over, when what was left open in it is only to be settled.
_PHASES = ("respond", "recover", "aftermath")
_AFTERWARDS = ("recover", "aftermath", "respond")


def mine_to_do(scene: Scene) -> list[Row]:
    """The rows somebody can begin with now that are theirs, or nobody's; best first."""
    open_ = [
        (number, row)
        for number, row in enumerate(scene.sheet.rows)
        if row.ready and not scene.is_others(row) and scene.viewer not in row.confirmed_by
    ]
    return [row for _, row in sorted(open_, key=lambda pair: _rank(scene, *pair))]


def to_do(scene: Scene) -> list[Row]:
    """The rows anybody can begin with now, best first."""
    open_ = [(number, row) for number, row in enumerate(scene.sheet.rows) if row.ready]
    return [row for _, row in sorted(open_, key=lambda pair: _rank(scene, *pair))]


def _rank(scene: Scene, number: int, row: Row) -> tuple[bool, int, bool, bool, int]:
    """What somebody said they are at comes first; then the phase, what their role asks of them, what another playbook
    brought (it was opened because it got worse), and written order."""
    at_it = scene.viewer is not None and row.standing.at_it == scene.viewer
    brought = row.playbook.id != scene.playbook.id
    phases = _PHASES if scene.case.stood_down is None else _AFTERWARDS
    return not at_it, phases.index(row.phase), not scene.is_mine(row), not brought, number
