"""Which team has drilled which playbook: a picture, the same in words, and the way to what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from handlers.desk.programme.history import TEAM
from handlers.desk.programme.looking import button, programme_of
from handlers.desk.visit import Visit
from handlers.drills.cell_words import SIGNS, cell_words
from handlers.drills.coverage import Cell, CellState
from handlers.drills.grid_picture import Window, grid_picture, windows
from handlers.drills.programme import Programme
from handlers.messages import Message, Row, Span
from handlers.taps import mark
from playbooks.locale_format import day, labelled, series
from playbooks.phrases import Phrases

#: What buttons do: show a page of it, plan a drill for a team.
GRID, PLAN = "grid", "plan"
_PLANS = 4  # buttons that plan a drill
_LINES = 40


def show_grid(visit: Visit, argument: str) -> None:
    """A page of the programme; each is a message of its own, as a picture that was sent stays what it is."""
    programme, say = programme_of(visit), visit.say
    pages = windows(programme, say.language)
    if not pages:
        visit.tell(say("Nothing is to be drilled: no team of yours is told of an emergency that a scenario plays."))
        return
    at = int(argument) if argument.isdecimal() and int(argument) < len(pages) else 0
    visit.tell(_message(programme, pages, at, say))


def _message(programme: Programme, pages: list[Window], at: int, say: Phrases) -> Message:
    window = pages[at]
    # TRANSLATORS: Heading: which team has drilled which emergency, and when it is due again.
    title = "📋 " + say("Programme of drills")
    note = day(programme.today, say.language)
    if len(pages) > 1:
        note += " · " + say("page {n} of {total}", n=at + 1, total=len(pages))
    cells = [c for c in programme.cells if c.asked.group in window.teams and c.asked.playbook in window.playbooks]
    spans = (
        Span(title, "bold"),
        Span(f"\n{note}\n{_sums(cells, say)}\n\n"),
        Span("\n".join(programme_lines(programme, cells, say))),
    )
    picture = grid_picture(programme, window, say("Programme of drills"), note, say)
    rows = (*plan_rows(programme, cells, say), *_teams(programme, window, say), *_pages(pages, at))
    return Message(spans, rows, attached=picture)


def _sums(cells: Iterable[Cell], say: Phrases) -> str:
    states = [cell.state for cell in cells]
    done, soon = states.count(CellState.DONE), states.count(CellState.SOON)
    due = len(states) - done - soon
    # TRANSLATORS: Of all exercises that teams have to do: so many are overdue, soon due, done.
    parts = [say.many("{n} to be drilled now", "{n} to be drilled now", n=due)] if due else []
    parts += [say.many("{n} due soon", "{n} due soon", n=soon)] if soon else []
    parts += [say.many("{n} still good", "{n} still good", n=done)] if done else []
    return " · ".join(parts)


def programme_lines(programme: Programme, cells: Iterable[Cell], say: Phrases) -> list[str]:
    """The most urgent first; what was never drilled is told in a line for each team."""
    cells = list(cells)
    never = [cell for cell in cells if cell.state is CellState.NEVER]
    lines = [cell_line(programme, cell, say) for cell in by_urgency(cells) if cell.state is not CellState.NEVER]
    lines = [*never_lines(programme, never, say), *lines]
    more = [say("and {n} more", n=len(lines) - _LINES)] if len(lines) > _LINES else []
    return lines[:_LINES] + more


def never_lines(programme: Programme, cells: Iterable[Cell], say: Phrases) -> list[str]:
    """What each team never drilled."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        title = programme.title(cell.asked.playbook, say.language)
        found.setdefault(cell.asked.group, []).append(title + _planned(programme, cell, say))
    language = say.language
    return [
        # TRANSLATORS: {team} is a team; {what} lists emergencies that it never exercised.
        f"{SIGNS[CellState.NEVER]} "
        + say("{team} never drilled: {what}", team=programme.team(team, language), what=series(titles, language))
        for team, titles in found.items()
    ]


def by_urgency(cells: Iterable[Cell]) -> list[Cell]:
    """The most urgent first; of those the one that is due first."""
    order = list(CellState)
    return sorted(cells, key=lambda cell: (order.index(cell.state), cell.due or date.max))


def cell_line(programme: Programme, cell: Cell, say: Phrases) -> str:
    """One team with one playbook, in words."""
    language = say.language
    name = f"{programme.title(cell.asked.playbook, language)} · {programme.team(cell.asked.group, language)}"
    words = cell_words(cell, say, programme.today) + _planned(programme, cell, say)
    return f"{SIGNS[cell.state]} {labelled(name, words, language)}"


def _planned(programme: Programme, cell: Cell, say: Phrases) -> str:
    """That a run is planned for it, and when."""
    planned = programme.planned.get((cell.asked.group, cell.asked.playbook))
    if planned is None:
        return ""
    if planned.starts is None:
        # TRANSLATORS: After how a team stands with an exercise: a run is planned, without a day.
        return " · " + say("planned: {number}", number=planned.number)
    when = day(planned.starts.astimezone(ZoneInfo(programme.directory.timezone)), say.language, programme.today)
    return " · " + say("planned for {day}: {number}", day=when, number=planned.number)


def plan_rows(programme: Programme, cells: Iterable[Cell], say: Phrases) -> tuple[Row, ...]:
    """A button for each of the most urgent ones that a scenario plays and nobody planned yet: it plans the drill."""
    rows: list[Row] = []
    open_ = [cell for cell in cells if (cell.asked.group, cell.asked.playbook) not in programme.planned]
    for cell in by_urgency(cell for cell in open_ if cell.state is not CellState.DONE):
        for pinned in programme.scenarios_of(cell.asked.playbook)[:1]:
            what = f"{pinned.scenario.title.text(say.language)} · {programme.team(cell.asked.group, say.language)}"
            # TRANSLATORS: Button: plan this exercise for this team.
            label = say("Plan: {what}", what=what)
            rows.append((button(f"＋ {label}"[:60], PLAN, mark(pinned.scenario.id), mark(cell.asked.group)),))
    return tuple(rows[:_PLANS])


def grid_row(say: Phrases) -> Row:
    """A button to the whole of it."""
    # TRANSLATORS: Button for trainers: which team has to drill what, and when.
    return (button("📋 " + say("Programme of drills"), GRID),)


def _teams(programme: Programme, window: Window, say: Phrases) -> tuple[Row, ...]:
    """A button for each team that leads to how it did over time."""
    names = [(team, programme.team(team, say.language)) for team in window.teams]
    buttons = [button(f"📈 {name}"[:60], TEAM, mark(team)) for team, name in names]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _pages(pages: list[Window], at: int) -> tuple[Row, ...]:
    turn = [button("◀", GRID, str(at - 1))] if at else []
    turn += [button("▶", GRID, str(at + 1))] if at + 1 < len(pages) else []
    return (tuple(turn),) if turn else ()
