"""Whether this process does its work: health here means that polling works, not that a socket is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.poller import WAIT_SECONDS, Poller
from bot.probe_watch import ProbeWatch
from bot.scheduler import Scheduler

POLL_LATE = WAIT_SECONDS * 2 + 10.0  # seconds without one successful poll


@dataclass(frozen=True, slots=True)
class Health:
    """Made from what the moving parts note about themselves, so that asking costs nothing."""

    pollers: Sequence[Poller]
    scheduler: Scheduler
    clock: Clock
    probe: ProbeWatch | None = None

    def status(self) -> dict[str, object]:
        """`ok`, for each bot its role and the seconds since its last successful poll, and how the probe stands."""
        now = self.clock.elapsed()
        bots = {poller.channel.bot: _bot(poller, now) for poller in self.pollers}
        database = self.scheduler.database_works
        ok = database and all(bot["ok"] for bot in bots.values())
        if self.probe is None:
            return {"ok": ok, "database": database, "bots": bots}
        probe = self.probe.status()
        return {"ok": ok and probe["ok"], "database": database, "bots": bots, "probe": probe}


def _bot(poller: Poller, now: float) -> dict[str, object]:
    if poller.leading_since is None:
        return {"ok": True, "role": "standby"}
    since = None if poller.last_success is None else round(now - poller.last_success, 1)
    worked_at = poller.leading_since if poller.last_success is None else poller.last_success
    works = not poller.refused and now - worked_at < POLL_LATE
    return {"ok": works, "role": "polling", "seconds_since_poll": since}
