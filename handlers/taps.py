"""What a button carries: what it belongs to, which rendering drew it, and what it does.

    s.k3f9.12.c=fees       conversation k3f9, its 12th prompt, choose `fees`
    c.01J8…Q2.3.ack        case 01J8…Q2, its card as of version 3, acknowledge
    d.a4c1….29650000.give  the duty of a group (by `mark`), at a minute since 1970, hand it over
    g.a4c1….10.list        the digest of a group, from its 10th case on; `mine`: of all that one may see
    a.01J8…Q2.3.done       corrective action 01J8…Q2, as of version 3, done
    x.01J8…Q2.0.pause      run 01J8…Q2 of a drill: pause it
    r.01J8…Q2.1.ok         the first roll call of case 01J8…Q2: I am safe
    p.probe.29650000.ok    the probe's test alert of a minute since 1970, answered

Modified clients can send any data, so parsing refuses politely and every action is authorised afresh.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

LIMIT = 64  # bytes; Bot API, InlineKeyboardButton.callback_data

MINE = "mine"  # the target of a digest's button instead of a group's mark
Scope = Literal["s", "c", "d", "g", "p", "a", "r", "x"]
_SCOPES: dict[str, Scope] = {letter: letter for letter in get_args(Scope)}
PROBE: Scope = "p"


@dataclass(frozen=True, slots=True)
class Tap:
    """`target` is a session's tag or a case's id; `render` the drawing the button stood on; `action` what to do."""

    scope: Scope
    target: str
    render: int
    action: str

    @property
    def data(self) -> str:
        """The button's data. Raises ValueError if it would not fit a button."""
        data = f"{self.scope}.{self.target}.{self.render}.{self.action}"
        if len(data.encode()) > LIMIT:
            raise ValueError(f"button data is over {LIMIT} bytes: {data!r}")
        return data


def mark(name: str) -> str:
    """Eight characters for an id that would be too long beside others."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def read_tap(data: str) -> Tap | None:
    """The tap that `data` spells, or None when we never made such a button."""
    parts = data.split(".", 3)
    if len(parts) != 4 or parts[0] not in _SCOPES or not parts[2].isdecimal() or len(parts[2]) > 9:
        return None
    return Tap(_SCOPES[parts[0]], parts[1], int(parts[2]), parts[3])
