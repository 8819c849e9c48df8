"""`muster actions`: what is to be put right, by whom, by when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from bot.channels.terminal.showing import harmless
from bot.cli.action_wording import action_json
from bot.cli.looking import the_database
from bot.cli.wording import print_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
@click.option("--open", "only_open", is_flag=True, help="Leave out what is done or dropped.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=1000, show_default=True, help="At most so many.")
def command(as_json: bool, only_open: bool, limit: int) -> None:
    """List corrective actions, the first due first."""
    with the_database() as desk:
        found, zone = desk.store.actions(limit), ZoneInfo(desk.store.directory.timezone)
        today = desk.clock.now().astimezone(zone).date()
    shown = [action for action in found if action.is_open or not only_open]
    if as_json:
        print_json([action_json(action, today) for action in shown])
        return
    for action in shown:
        owner = action.owner.staff or f"group {action.owner.group}"
        late = "(overdue) " if action.is_open and action.due < today else ""
        what = harmless(" ".join(action.what.split()))
        click.echo(f"{action.number}  {action.due}  {action.state.value:7}  {owner:12}  {late}{what}")
    if not shown:
        click.echo("no corrective actions")
