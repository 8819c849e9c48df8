"""What came of a storm of taps."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Verdict:
    """`settled_s` is how long after the last tap every message showed the final state. `wrong`: broken promises."""

    people: int
    rows: int
    taps: int
    kills: int
    taps_s: float  # how long the taps took
    settled_s: float
    edits: int  # that the platform took
    refused: int  # calls over the platform's limits
    unanswered: int  # taps without an answer; after a kill an answer may be lost, the mark may not
    wrong: list[str] = field(default_factory=list)
