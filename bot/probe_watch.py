"""Whether the probe's test alerts are proved, for the health check and with it the heartbeat of this process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from handlers.probes import Probe, Standing, is_well
from storage import Store


@dataclass(slots=True)
class ProbeWatch:
    """`look` reads, on the storage thread, what whichever process sends the tests wrote down."""

    store: Store
    probe: Probe
    conversation: str
    clock: Clock
    _began: datetime = field(init=False)
    _standing: Standing = field(default=Standing(), init=False)

    def __post_init__(self) -> None:
        self._began = self.clock.now()

    def look(self) -> None:
        """Raises StorageUnavailable."""
        session = self.store.session(self.conversation)
        self._standing = Standing.read(session.desk if session is not None else {})

    def status(self) -> dict[str, object]:
        """`proof` says how far a test goes: `answered`, or only `accepted` by the platform."""
        now, proved = self.clock.now(), self._standing.proved
        return {
            "ok": is_well(self._standing, self.probe, self._began, now),
            "proof": "answered" if self.probe.answered else "accepted",
            "seconds_since_proof": round((now - proved).total_seconds()) if proved is not None else None,
        }
