"""`muster chat`: talk to the configured database and organisation from the terminal."""

from __future__ import annotations

import click

from bot.cli.demo import where_stored
from bot.cli.failing import said_in_one_line
from bot.cli.talking import Talk, talk
from bot.config import Settings, load_settings
from bot.wiring import import_organisation
from handlers.people import Staff
from playbooks.phrases import Phrases
from storage import Store


@click.command("chat")
@click.option("--as", "you", metavar="ID", required=True, help="Who you are: a staff id of the organisation.")
def command(you: str) -> None:
    """Talk to Muster here instead of on Telegram. Cases are real; nothing is sent to anybody's phone."""
    with said_in_one_line():
        settings = load_settings()
        talk(_talk(settings, you))


def _talk(settings: Settings, you: str) -> Talk:
    def prepare(store: Store) -> None:
        if settings.org is not None:
            import_organisation(store, settings.org)

    def welcome(say: Phrases, person: Staff) -> str:
        return say("You are {name}. Write what happened, or /help; /quit ends.", name=person.name)

    def farewell(say: Phrases) -> str:
        return say("Goodbye. Your cases are in {where}; muster cases lists them.", where=where_stored(settings))

    return Talk(settings, you, prepare, welcome, farewell)
