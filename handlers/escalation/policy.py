"""What a policy says, and how far a case's escalation is: immutable values, kept with the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """Waits; whoever `notify` means is asked then, if nobody has the case.

    `group`, `on-duty` (of the case's groups), `managers`, `admins`, or `group:ID`, another group.
    """

    wait: timedelta
    notify: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Steps, one after the other, and `repeat` times once more.

    In `quiet` (from, until, on local clocks) nobody is asked. Whoever took the case and then says nothing is asked
    after `remind`, and if there is no answer within `release` the case goes back to everybody.
    """

    steps: tuple[Step, ...]
    repeat: int = 0
    quiet: tuple[time, time] | None = None
    remind: timedelta | None = None
    release: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """A case's own copy of its policy, and how far it is."""

    policy: Policy
    chain: int = 1  # counts how often it began anew; a timer of an earlier one means nothing
    since: int = 0  # the case's version when it began anew; older buttons do not close what was opened again
    drawn: int = 0  # the case's version when the last step was taken; older buttons do not ask again
    done: int = 0  # steps taken, those of repeats too
    asked_at: datetime | None = None  # when somebody was asked last, after the card
    over: bool = False  # everybody was asked, and nobody took it
    reminded: int = 0  # how often whoever took it was asked since they last did something
    next: int | None = None  # the step that is taken at `due`, if nobody has it then
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class RuleWhen:
    """Which cases a rule is for; every field that is given must match."""

    kind: str | None = None
    group: tuple[str, ...] = ()
    severity_at_least: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The policy for some cases; the first rule that matches is taken."""

    policy: Policy
    when: RuleWhen = RuleWhen()
