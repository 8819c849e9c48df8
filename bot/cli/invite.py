"""`muster invite`: a link with which one person can come in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import timedelta

import click

from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import the_database
from bot.ids import new_token
from handlers.desk.people.enrolment import token_hash
from handlers.desk.people.inviting import link
from handlers.people import Role
from handlers.ports import Invitation
from playbooks.problems import instead


@click.command()
@click.option("--role", type=click.Choice([role.value for role in Role]), default="staff", show_default=True)
@click.option("--staff", help="Somebody of the organisation file, who keeps role, sites and groups.")
@click.option("--site", help="The site they work at; without it, all of them.")
@click.option("--hours", type=click.IntRange(1, 24 * 90), default=72, show_default=True, help="How long it works.")
@click.option("--bot", "username", help="The bot's user name, for a link; without it, the words to type are shown.")
def command(role: str, staff: str | None, site: str | None, hours: int, username: str | None) -> None:
    """Make an invitation for one person. It works once; only its hash is kept."""
    token = new_token()
    with the_database(begins=True) as desk:
        directory = desk.store.directory
        _known("site", site, directory.site_by_id)
        _known("staff member", staff, [person.id for person in directory.staff if person.active])
        invited = directory.staff_by_id[staff].role if staff is not None else Role(role)
        until = desk.clock.now() + timedelta(hours=hours)
        desk.store.keep_invitation(Invitation(token_hash(token), invited, site, until, None, staff=staff))
    click.echo(link(username.removeprefix("@") if username else None, token))


def _known(what: str, name: str | None, known: Iterable[str]) -> None:
    choices = list(known)
    if name is not None and name not in choices:
        advice = instead(name, choices) if choices else "import your organisation first: `muster org import FILE`"
        click.echo(f"there is no {what} `{name}`; {advice}", err=True)
        sys.exit(INPUT_IS_WRONG)
