"""The programme as a picture: playbooks down, teams across, in each cell a sign and the day that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.drills.cell_words import PLAIN_SIGNS, TONES, cell_short, state_name
from handlers.drills.coverage import Cell, CellState
from handlers.drills.programme import Programme
from handlers.messages import Picture
from playbooks.phrases import Phrases

#: What can be read on a telephone; more goes on further pages.
TEAMS, PLAYBOOKS = 4, 14


@dataclass(frozen=True, slots=True)
class Window:
    """The teams and playbooks (ids) that one picture shows."""

    teams: tuple[str, ...]
    playbooks: tuple[str, ...]


def windows(programme: Programme, language: str) -> list[Window]:
    """All of the programme in pictures, the most urgent playbooks first; teams in the order of the organisation."""
    asked = {cell.asked.group for cell in programme.cells}
    teams = [group.id for group in programme.directory.groups if group.id in asked]
    playbooks = _by_urgency(programme, language)
    return [
        Window(tuple(across), tuple(down)) for across in _parts(teams, TEAMS) for down in _parts(playbooks, PLAYBOOKS)
    ]


def grid_picture(programme: Programme, window: Window, title: str, note: str, say: Phrases) -> Picture:
    """One window of it; `title` and `note` stand above."""
    cells = {(cell.asked.playbook, cell.asked.group): cell for cell in programme.cells}
    shown = [cells.get((playbook, team)) for playbook in window.playbooks for team in window.teams]
    used = [state for state in CellState if any(cell is not None and cell.state is state for cell in shown)]
    data = {
        "title": title,
        "note": note,
        "columns": [programme.team(team, say.language) for team in window.teams],
        "rows": [
            {
                "name": programme.title(playbook, say.language),
                "cells": [_cell(cells.get((playbook, team)), programme, say) for team in window.teams],
            }
            for playbook in window.playbooks
        ],
        "legend": [[PLAIN_SIGNS[state], state_name(state, say), TONES[state]] for state in used],
    }
    return Picture("programme", data, say.language)


def _cell(cell: Cell | None, programme: Programme, say: Phrases) -> list[str]:
    """A text and its tone; both empty where the team need not drill it."""
    return ["", ""] if cell is None else [cell_short(cell, say, programme.today), TONES[cell.state]]


def _by_urgency(programme: Programme, language: str) -> list[str]:
    order = list(CellState)
    worst: dict[str, int] = {}
    for cell in programme.cells:
        rank = order.index(cell.state)
        worst[cell.asked.playbook] = min(rank, worst.get(cell.asked.playbook, rank))
    return sorted(worst, key=lambda playbook: (worst[playbook], programme.title(playbook, language)))


def _parts(names: Sequence[str], size: int) -> list[Sequence[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]
