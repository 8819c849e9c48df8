"""How often those who were told of a case hear how it stands: immutable values, kept with the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from handlers.escalation.policy import RuleWhen


@dataclass(frozen=True, slots=True)
class Cadence:
    """The first update is owed `first` after somebody took the case, the next `second` after it was given.

    From then on one is owed `every` so often; when the case has been in hands for `during`, `later` so often (None:
    no more). In `quiet` (from, until, on local clocks) none is owed.
    """

    first: timedelta
    second: timedelta
    every: timedelta
    during: timedelta | None = None  # None: for as long as it lasts
    later: timedelta | None = None
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True)
class Updates:
    """A case's own copy of its cadence, and how far it is. It means something while somebody has the case."""

    cadence: Cadence
    since: datetime  # when somebody took the case
    gap: timedelta  # between the last update, or `since`, and the one that is owed now
    due: datetime | None  # what was said to those who wait; None: no more are owed
    given: int = 0
    given_at: datetime | None = None
    asked: int = 0  # how often whoever has the case was asked for the one that is owed now
    drawn: int = 0  # the case's version when the last was given; older buttons do not give another


@dataclass(frozen=True, slots=True)
class UpdateRule:
    """The cadence of some cases (None: they have none); the first rule that matches is taken."""

    cadence: Cadence | None
    when: RuleWhen = field(default_factory=RuleWhen)
