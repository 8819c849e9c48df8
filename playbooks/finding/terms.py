"""What goes into an index and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

#: Stands for everything that no label is meant by.
NOTHING = "-"
#: Where all labels have less chance than this together, a text is taken to be about something else.
ENOUGH = 0.6
LONGEST = 500  # characters of a text that are looked at


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase that stands for a label; with the label `-` one that stands for none."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A label and its chance, 0-1. The chances of all labels and of “nothing” add up to one."""

    label: str
    chance: float
