"""The evaluation set: phrases that nobody put into the library, half of them for tuning and half for judging only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TUNING, HELD_OUT = HERE / "tuning.jsonl", HERE / "held-out.jsonl"


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    label: str  # the entry that is meant; `-`: none
    lang: str


def read(path: Path) -> list[Phrase]:
    """The phrases of one half."""
    return [Phrase(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
