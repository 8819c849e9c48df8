"""The probe: a test alert that Muster sends itself now and then, to know that alerts arrive before one has to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

AGAIN = timedelta(minutes=15)  # at the latest after this much, another test follows one that failed
GRACE = timedelta(minutes=2)  # for a test that is under way, and for whoever looks


@dataclass(frozen=True, slots=True)
class Probe:
    """Every `every` a test goes to `chat`, and must be proved `within`.

    `answered`: proved by a tap, from sending to answering. Else by the platform having taken it, which shows nothing
    of the way back. `outside` is the channel by which it is told that a test failed, besides the admins' chats.
    """

    chat: int
    every: timedelta = timedelta(hours=1)
    within: timedelta = timedelta(minutes=5)
    answered: bool = True
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the tests: the last one sent, when one was last proved, and whether the last one failed."""

    sent: datetime | None = None
    notice: str | None = None
    proved: datetime | None = None
    failing: bool = False

    @classmethod
    def read(cls, desk: Mapping[str, str]) -> Standing:
        """As `kept` wrote it into a conversation's memory."""
        sent, proved = desk.get("probe_sent"), desk.get("probe_proved")
        return cls(
            datetime.fromisoformat(sent) if sent else None,
            desk.get("probe_notice"),
            datetime.fromisoformat(proved) if proved else None,
            "probe_failing" in desk,
        )

    def kept(self, desk: Mapping[str, str]) -> dict[str, str]:
        """`desk` with this in it."""
        mine = {
            "probe_sent": self.sent.isoformat() if self.sent else None,
            "probe_notice": self.notice,
            "probe_proved": self.proved.isoformat() if self.proved else None,
            "probe_failing": "1" if self.failing else None,
        }
        return {name: value for name, value in {**desk, **mine}.items() if value is not None}

    @property
    def is_proved(self) -> bool:
        """Whether the last test was."""
        return self.sent is not None and self.proved is not None and self.proved >= self.sent


def is_well(standing: Standing, probe: Probe, since: datetime, now: datetime) -> bool:
    """Whether tests are proved as often as they should be; `since` is when somebody began to look.

    A test that was never sent, because whatever sends it stands still, is as bad as one that failed.
    """
    last = max(standing.proved or since, since)
    return not standing.failing and now - last <= probe.every + probe.within + GRACE


def next_test(standing: Standing, probe: Probe, now: datetime) -> datetime:
    """When the next test is due."""
    pause = min(probe.every, AGAIN) if standing.failing else probe.every
    return now if standing.sent is None else max(now, standing.sent + pause)
