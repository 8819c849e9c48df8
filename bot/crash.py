"""Named points at which a test can kill the process, to prove that nothing is lost there.

    MUSTER_CRASH_POINT=after-send:3     # SIGKILL the third time that point is passed

Without the variable a point costs one comparison.
"""

from __future__ import annotations

import os
import signal
from typing import Literal

Point = Literal["after-commit", "after-send", "before-status"]

_name, _, _count = os.environ.get("MUSTER_CRASH_POINT", "").partition(":")
_left = int(_count or 1) if _name else 0


def point(name: Point) -> None:
    """Dies here, as hard as a power cut, if this is the point and the pass that was asked for."""
    global _left
    if name != _name:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
