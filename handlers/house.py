"""How this installation is set up, as far as turns need to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handlers.limits import DEFAULT_LIMITS, Limits
from handlers.probes import Probe
from playbooks.drills import Scenarios


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A playbook that fits a text: its id (`complaint`, or `complaint/fees` for a choice in it) and how well, 0-1."""

    entry: str
    score: float


#: Ranks playbooks for a text, best first; the second argument are the organisation's own phrases with their entries.
Find = Callable[[str, Sequence[tuple[str, str]]], Sequence[Suggestion]]


@dataclass(frozen=True, slots=True)
class House:
    """`find` ranks playbooks for a typed text, best first, and is empty when nothing fits."""

    find: Find
    staff_bot: str = "staff"  # the bot that staff talk to
    alert_bot: str = "staff"  # the bot that carries alerts: "duty" when there is one
    enrolment: Literal["invite", "open"] = "invite"
    limits: Limits = DEFAULT_LIMITS
    outside: frozenset[str] = frozenset()  # names of the outside channels there are
    events: Literal["ids", "full"] | None = None  # whether other programs hear of cases, and how much
    scenarios: Scenarios = field(default_factory=Scenarios)  # what drills can play
    probe: Probe | None = None  # the test alerts that Muster sends itself
    bot_username: str | None = None  # for invitation links; None at the terminal
    new_token: Callable[[], str] | None = None  # makes invitation tokens (url-safe, unguessable); None: no /invite


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """What the person sees on the button they tapped. Not stored: worth nothing after the platform's 150 s."""

    bot: str
    tap_id: str
    text: str = ""
    alert: bool = False
