"""A document in the house format: number, date, centred title, sections of text, lists, tables and photos.

The same content becomes PDF (template `paper`) and HTML.  All of it is text: what a person wrote can hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from handlers.messages import Document

Tone = Literal["", "muted", "accent", "good", "watch", "bad"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A text; its tone is how it is coloured, and says nothing that the words do not."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks are kept."""

    text: str
    tone: Tone = ""

    def data(self) -> dict[str, Any]:
        return {"kind": "text", "text": self.text, "tone": self.tone}


@dataclass(frozen=True, slots=True)
class Listing:
    """Points of a list."""

    items: tuple[Cell, ...]

    def data(self) -> dict[str, Any]:
        return {"kind": "list", "items": [_cell(item) for item in self.items]}


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they stand for, below each other."""

    rows: tuple[tuple[str, Cell], ...]

    def data(self) -> dict[str, Any]:
        return {"kind": "facts", "rows": [[label, _cell(value)] for label, value in self.rows]}


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as the head; `widths` are the columns' shares of the page."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def data(self) -> dict[str, Any]:
        rows = [[_cell(cell) for cell in row] for row in self.rows]
        return {"kind": "table", "head": list(self.head), "widths": list(self.widths), "rows": rows}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture among our contents, by its SHA-256."""

    digest: str
    caption: str


@dataclass(frozen=True, slots=True)
class Photos:
    """Pictures beside each other, small; those that cannot be read are left out."""

    items: tuple[Photo, ...]

    def data(self) -> dict[str, Any]:
        return {"kind": "photos", "items": [{"digest": one.digest, "caption": one.caption} for one in self.items]}


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: from where to where it was planned, when it was done (shares of the axis), and in words."""

    label: str
    since: float
    until: float
    done: float | None
    words: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one axis of time; `ticks` are shares of it with what stands below them."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    note: str = ""

    def data(self) -> dict[str, Any]:
        bars = [[one.label, one.since, one.until, one.done, one.words, one.tone] for one in self.bars]
        return {"kind": "chart", "bars": bars, "ticks": [list(tick) for tick in self.ticks], "note": self.note}


Block = Text | Listing | Facts | Table | Photos | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """Some blocks under a heading; no heading: the text goes on."""

    heading: str
    blocks: tuple[Block, ...]

    def data(self) -> dict[str, Any]:
        return {"heading": self.heading, "blocks": [block.data() for block in self.blocks]}


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document in one language. `foot` stands at the bottom of each page, beside its number."""

    number: str
    date: str
    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    foot: str = ""
    language: str = "en"
    photos: tuple[str, ...] = field(default=())  # SHA-256 of those that may be shown

    def data(self) -> dict[str, Any]:
        """As JSON, for a template."""
        return {
            "number": self.number,
            "date": self.date,
            "title": self.title,
            "subtitle": self.subtitle,
            "foot": self.foot,
            "sections": [section.data() for section in self.sections],
        }

    def document(self, name: str) -> Document:
        """As a PDF called `name` that goes with a message."""
        return Document(name, "paper", self.data(), self.language, self.photos)


def _cell(cell: Cell) -> list[str]:
    return [cell.text, cell.tone]
