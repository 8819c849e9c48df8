"""`muster drill coverage`: which team has drilled which playbook, and what is due."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.channels.terminal.showing import harmless
from bot.cli.drill_wording import safe_cell
from bot.cli.failing import written
from bot.cli.looking import Desk, the_database
from bot.cli.wording import print_json
from handlers.drills.coverage import Cell
from handlers.drills.programme import Programme
from handlers.people import Directory
from playbooks.drills import load_scenarios, scenario_folder
from playbooks.words import Words

_COLUMNS = ("team", "playbook", "every", "state", "due", "members", "needed", "took_part", "run", "ended", "version")
_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell, and which version of the playbook the last run was of (None: there was none, or it is gone)."""

    cell: Cell
    version: int | None


@click.command("coverage")
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
@click.option("--csv", "as_csv", is_flag=True, help="For a spreadsheet; no cell of it is run as a formula.")
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="With --csv; without it, to standard output.")
@click.option("--rebuild", is_flag=True, help="First work out anew, from the logs, what came of every run.")
def command(as_json: bool, as_csv: bool, output: Path | None, rebuild: bool) -> None:
    """Show which team has drilled which playbook, until when that is good, and what is due.

    It is what the organisation file asks for under `drills`; without that, what is usual.
    """
    with the_database() as desk:
        if rebuild:
            click.echo(f"{desk.store.rebuild_drill_results()} runs worked out anew", err=True)
        directory, found = desk.store.directory, _seen(desk)
    if as_json:
        print_json([_json(seen) for seen in found])
    elif as_csv and output is not None:
        written(output, "\ufeff" + coverage_csv(found))  # the mark tells spreadsheets that it is UTF-8
    elif as_csv:
        click.echo(coverage_csv(found), nl=False)
    else:
        _print(found, directory)


def _seen(desk: Desk) -> list[Seen]:
    store, scenarios = desk.store, load_scenarios(scenario_folder(desk.settings.playbooks))
    programme = Programme.of(store.directory, store.editions, store.drill_results(), scenarios, desk.clock.now())
    drilled = [None if cell.last is None else programme.playbook_of(cell.last) for cell in programme.cells]
    return [Seen(c, None if p is None else p.version) for c, p in zip(programme.cells, drilled, strict=True)]


def _json(seen: Seen) -> dict[str, Any]:
    cell, last = seen.cell, seen.cell.last
    return {
        "team": cell.asked.group,
        "playbook": cell.asked.playbook,
        "every": cell.asked.every.text,
        "state": cell.state.value,
        "due": None if cell.due is None else cell.due.isoformat(),
        "members": cell.members,
        "needed": cell.needed,
        "took_part": cell.took_part,
        "run": None if last is None else last.number,
        "ended": None if last is None else last.ended_at.isoformat(),
        "version": seen.version,
    }


def coverage_csv(found: Iterable[Seen]) -> str:
    """One line for each team and playbook, under a line of names. No cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for seen in found:
        writer.writerow([safe_cell(_json(seen)[column]) for column in _COLUMNS])
    return out.getvalue()


def _print(found: list[Seen], directory: Directory) -> None:
    for seen in found:
        cell, last = seen.cell, seen.cell.last
        team: Words = directory.group_by_id[cell.asked.group].name
        due = "-" if cell.due is None else cell.due.isoformat()
        run = "" if last is None else f"  {last.number}"
        part = f"{cell.took_part} of {cell.members}"
        name = harmless(team.text("en"))[:24]
        click.echo(f"{cell.state.value:8}  {due:10}  {cell.asked.playbook:20}  {name:24}  {part:>9}{run}".rstrip())
    if not found:
        click.echo("nothing is to be drilled: no team is told of an emergency that a scenario plays")
