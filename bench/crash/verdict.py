"""What came of a run of kills."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Verdict:
    """What came of it. `wrong` is empty when every promise was kept."""

    kills: dict[str, int] = field(default_factory=dict)
    reports: int = 0
    cases: int = 0
    messages: int = 0
    marked_repeats: int = 0
    nudges: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)
