"""Which part of the platform's limits is ours, when several processes send by the same bots.

Each takes an equal part.  Nothing is lost when one of them has little to send: what finds no room is left in the
outbox, where all of them look.  A process learns of the others by their heartbeats, so a part that is ours has not
always been left free yet: it shrinks at once, and grows when those who had it have not used it for as long as the
limit looks back.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

MEMORY = 50  # changes of how many we are; more than that in a minute are not a fleet but a fault
HEARD_WITHIN = 12.0  # seconds until another process has surely heard of us, and we of it: two beats and a little


@dataclass(frozen=True, slots=True)
class Share:
    """Of a limit `1 / among` is ours; `joining`: not yet, the others may be using all but what is kept free."""

    among: int = 1
    joining: bool = False

    def of(self, limit: int) -> int:
        """Our part, at least one."""
        return max(1, limit // self.among)


ALL = Share()


class Shares:
    """Times are on the clock's `elapsed`. `shared`: there may be other processes, and nobody was heard of yet."""

    def __init__(self, at: float, *, shared: bool) -> None:
        self._since = at
        self._is_known = not shared
        self._processes = 2 if shared else 1
        self._before: deque[tuple[float, int]] = deque(maxlen=MEMORY)  # until when there were how many

    def hear(self, processes: int, at: float) -> None:
        """So many processes, we among them, are alive."""
        if self._is_known and processes != self._processes:
            self._before.append((at, self._processes))
        self._processes, self._is_known = processes, True

    def share(self, at: float, window: float) -> Share:
        """Our part of a limit that looks back `window` seconds."""
        lately = [processes for until, processes in self._before if until > at - window]
        among = max([self._processes, *lately])
        return Share(among, among > 1 and at < self._since + HEARD_WITHIN + window)
