"""What came of a transcript, for people: the differences side by side, expected and said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.rehearsal.hearing import Heard
from bot.rehearsal.player import Look, Outcome, Played
from bot.rehearsal.transcript import Expects, Line
from playbooks.yaml_file import Document

COLUMN = 56  # cells


def report(played: Played, document: Document, name_of: dict[int, str]) -> str:
    """One line if all is well; else each difference with its place in the file. `name_of` tells whose chat it is."""
    if played.good:
        return f"ok    {document.file}: {played.transcript.title}"
    lines = [f"WRONG {document.file}: {played.transcript.title}"]
    for index, outcome in enumerate(played.outcomes):
        if not outcome.good:
            line, column = document.position_of(("talk", index))
            lines += [
                f"  {document.file}:{line}:{column}",
                *(f"    {text}" for text in _difference(outcome, name_of)),
            ]
    return "\n".join(lines)


def _difference(outcome: Outcome, name_of: dict[int, str]) -> Iterator[str]:
    if outcome.trouble:
        yield outcome.trouble
        return
    same: dict[tuple[str, ...], list[Look]] = {}
    for look in outcome.looks:
        if not look.verdict.good:
            same.setdefault(tuple(_said(look.heard, set(look.verdict.extra))), []).append(look)
    for said, looks in same.items():
        whose = ", ".join(str(name_of.get(look.chat, look.chat)) for look in looks)
        yield from _columns(_expected(outcome.line, looks[0]), [f"to {whose}", *said])
    if outcome.late:
        yield from _columns(["  (nothing more)"], _said(outcome.late, set(outcome.late), name_of))


def _expected(line: Line, look: Look) -> list[str]:
    if not isinstance(line, Expects):
        return ["", "  (silence)"]
    return ["", *(("✗ " if piece in look.verdict.missing else "  ") + piece.shown for piece in line.pieces)]


def _said(heard: Sequence[Heard], extra: set[Heard], name_of: dict[int, str] | None = None) -> list[str]:
    lines = []
    for one in heard:
        if name_of is not None:
            lines.append(f"to {name_of.get(one.chat, one.chat)}" + (" (edit)" if one.how == "edit" else ""))
        mark = "✗ " if one in extra else "  "
        toast = "(toast) " if one.how in ("toast", "alert") else ""
        lines += [mark + toast + piece for piece in one.pieces()] or [mark + "(no words)"]
    return lines


def _columns(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    yield _pad("expected", COLUMN) + " │ said"
    for one, other in zip_longest(left, right or ["  (nothing)"], fillvalue=""):
        halves = zip_longest(_wrap(one), _wrap(other), fillvalue="")
        yield from (f"{_pad(a, COLUMN)} │ {b}".rstrip() for a, b in halves)


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, cells: int) -> str:
    return text + " " * max(0, cells - _cells(text))


def _wrap(text: str) -> list[str]:
    lines, line = [], ""
    for char in text:
        if _cells(line + char) > COLUMN:
            lines.append(line)
            line = "    "
        line += char
    return [*lines, line]
