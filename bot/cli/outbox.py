"""`muster outbox`: what could not be sent, and sending it again."""

from __future__ import annotations

import sys

import click

from bot.channels.terminal.showing import harmless
from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import the_database
from bot.cli.notice_wording import notice_json
from bot.cli.wording import print_json
from handlers.delivery import NoticeState

_SHOWN = 60  # characters of a text on a line


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
@click.option("--retry", "retried", metavar="ID", help="Queue this dead notice again; `all` for every one.")
def command(states: tuple[str, ...], as_json: bool, retried: str | None) -> None:
    """Show notices that were given up (or those in another state)."""
    with the_database() as desk:
        if retried is not None:
            dead = [item.notice.id for item in desk.store.outbox([NoticeState.DEAD])]
            ids = dead if retried == "all" else [retried]
            queued = sum(desk.store.retry(notice) for notice in ids)
            click.echo(f"{queued} queued again")
            sys.exit(0 if queued or retried == "all" else INPUT_IS_WRONG)
        found = desk.store.outbox([NoticeState(state) for state in states])
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
