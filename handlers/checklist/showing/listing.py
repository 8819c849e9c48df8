"""All rows, a page of them at a time, by track."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.checklist.sheet import Row
from handlers.checklist.showing.lines import head, line
from handlers.checklist.showing.scene import Scene
from handlers.messages import Message, Span
from handlers.messages import Row as Buttons

PAGE = 8  # rows; with their buttons this is what a phone shows without scrolling


def list_page(scene: Scene, number: int) -> Message:
    """One page of all rows, each with a button of its number."""
    rows = _by_track(scene.sheet.rows)
    pages = max(1, -(-len(rows) // PAGE))
    page = min(number, pages - 1)
    first = page * PAGE
    shown = rows[first : first + PAGE]
    return Message(
        (*head(scene), Span("\n"), *_lines(scene, shown, first)), _buttons(scene, shown, first, page, pages)
    )


def _by_track(rows: Sequence[Row]) -> list[Row]:
    """Track by track, each playbook by itself; what belongs to none comes last."""

    def place(row: Row) -> tuple[int, int]:
        tracks = [track.id for track in row.playbook.tracks]
        return books.index(row.playbook.id), tracks.index(row.track) if row.track in tracks else len(tracks)

    books = list(dict.fromkeys(row.playbook.id for row in rows))
    return sorted(rows, key=place)


def _lines(scene: Scene, rows: Sequence[Row], first: int) -> list[Span]:
    spans: list[Span] = []
    before: str | None = None
    for number, row in enumerate(rows, first + 1):
        heading = _heading(scene, row)
        if heading != before and (heading or before):
            spans.append(Span(heading + "\n", "italic"))
        before = heading
        spans.append(Span(("   " if row.inside else "") + f"{number}. {line(scene, row, 44)}\n"))
    return spans


def _heading(scene: Scene, row: Row) -> str:
    """The track's name, in front of it the playbook's where that is another."""
    track = next((track.name.text(scene.language) for track in row.playbook.tracks if track.id == row.track), "")
    other = row.playbook.title.text(scene.language) if row.playbook.id != scene.playbook.id else ""
    return " · ".join(part for part in (other, track) if part)


def _buttons(scene: Scene, rows: Sequence[Row], first: int, page: int, pages: int) -> tuple[Buttons, ...]:
    keys = [scene.row_button(str(number), "r", row) for number, row in enumerate(rows, first + 1)]
    turning = [scene.button("◀", f"l={page - 1}")] if page > 0 else []
    turning += [scene.button(f"{page + 1}/{pages} ▶", f"l={page + 1}")] if page + 1 < pages else []
    fours = tuple(tuple(keys[n : n + 4]) for n in range(0, len(keys), 4))
    return (*fours, (*turning, scene.button(scene.say("◀ Back"), "m")))
