"""`muster outbox`: what could not be sent, and sending it again."""

from __future__ import annotations

import sys

import click

from bot.channels.terminal.showing import harmless
from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import Desk, the_database
from bot.cli.notice_wording import notice_json
from bot.cli.wording import print_json
from handlers.delivery import NoticeState

_SHOWN = 60  # characters of a text on a line
_EVERY = 1_000_000_000


@click.command()
@click.option(
    "--state",
    "states",
    type=click.Choice([state.value for state in NoticeState]),
    multiple=True,
    default=("dead",),
    show_default=True,
    help="Which notices; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most so many.")
@click.option("--retry", "retried", metavar="ID", help="Queue this dead notice again; `all` for every one.")
def command(states: tuple[str, ...], as_json: bool, limit: int, retried: str | None) -> None:
    """Show notices that were given up (or those in another state)."""
    with the_database() as desk:
        if retried is not None:
            _retry(desk, retried)
            return
        found = desk.store.outbox([NoticeState(state) for state in states], limit)
    if as_json:
        print_json([notice_json(item) for item in found])
        return
    for item in found:
        text = harmless(" ".join(item.notice.message.text.split())[:_SHOWN])
        click.echo(
            f"{item.notice.id}  {item.notice.bot}:{item.notice.chat}  {item.state.value}  {item.why or ''}  {text}"
        )
    if not found:
        click.echo("nothing")


def _retry(desk: Desk, retried: str) -> None:
    """One, or all there are. Ends the program where there is none of that id."""
    if retried == "all":
        dead = desk.store.outbox([NoticeState.DEAD], _EVERY)
        click.echo(f"{sum(desk.store.retry(item.notice.id) for item in dead)} queued again")
    elif desk.store.retry(retried):
        click.echo("1 queued again")
    else:
        click.echo(f"no notice {retried} was given up; `muster outbox` lists those that were", err=True)
        sys.exit(INPUT_IS_WRONG)
