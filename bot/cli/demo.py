"""`muster demo`: everything in one terminal. No token, no server; a sample organisation and the bundled playbooks."""

from __future__ import annotations

import locale
import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.cli.failing import said_in_one_line
from bot.cli.talking import FILES, Talk, talk
from bot.config import LIBRARY_FOLDER, Settings, SettingsError, load_settings
from handlers.organisation import read_organisation
from handlers.people import Directory, Role, Staff
from playbooks.phrases import Phrases
from playbooks.words import LANGUAGES
from playbooks.yaml_file import read_yaml
from storage import Store

SAMPLE_ORGANISATION = LIBRARY_FOLDER.parent / "samples" / "harbour-terminal.yaml"
_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")


@click.command("demo")
@click.option("--as", "you", metavar="ID", default="bo", show_default=True, help="Who you are.")
@click.option("--language", type=click.Choice(LANGUAGES), help="What you read; without it, as your system does.")
@click.option("--fresh", is_flag=True, help="Start with nothing, and keep nothing.")
def command(you: str, language: str | None, fresh: bool) -> None:
    """Try Muster here: type or tap what happened; alerts of the duty managers appear beside."""
    with said_in_one_line(), ExitStack() as stack:
        settings = load_settings()
        files = FILES
        if fresh:
            folder = stack.enter_context(TemporaryDirectory(prefix="muster-"))
            settings = settings.model_copy(update={"database_url": f"sqlite:///{folder}/demo.db"})
            files = Path(folder) / FILES
        talk(replace(_talk(settings, you, language, fresh), files=files))


def _talk(settings: Settings, you: str, language: str | None, fresh: bool) -> Talk:
    def prepare(store: Store) -> None:
        refuse_real_organisation(store.directory, settings)
        known = store.directory.staff_by_id.get(you)
        reads = language or (known.language if known else system_language())
        store.import_organisation(reading(sample(), you, reads))

    def welcome(say: Phrases, person: Staff) -> str:
        return "\n".join(
            [
                say("This is Muster. You are {name}, at a counter of the harbour terminal.", name=person.name),
                say("Try /complaint, /incident or /emergency, or write what happened. A number taps a button."),
                say("The duty manager's alerts appear beside: answer with “ana 1”. /help shows more, /quit ends."),
            ]
        )

    def farewell(say: Phrases) -> str:
        if fresh:
            return say("Goodbye. Nothing was kept.")
        return say("Goodbye. Your cases are in {where}; muster cases lists them.", where=where_stored(settings))

    return Talk(settings, you, prepare, welcome, farewell)


def refuse_real_organisation(directory: Directory, settings: Settings) -> None:
    """Raises SettingsError where somebody works in earnest: the demo would put its own people in their place."""
    if directory.staff and directory.name != sample().name:
        raise SettingsError(
            f"{where_stored(settings)} belongs to {directory.name}; try `muster demo --fresh`, or `muster chat`"
        )


def sample() -> Directory:
    """The organisation that comes with Muster."""
    return read_organisation(read_yaml(SAMPLE_ORGANISATION))


def reading(directory: Directory, who: str, language: str) -> Directory:
    """`directory` with everybody whose messages are shown in full reading `language`; the others keep their own."""
    manager = next(person.id for person in directory.staff if person.role is Role.DUTY_MANAGER)
    here = {who, manager}
    staff = tuple(replace(person, language=language) if person.id in here else person for person in directory.staff)
    groups = tuple(replace(group, language=language) for group in directory.groups)
    return replace(directory, staff=staff, groups=groups)


def where_stored(settings: Settings) -> str:
    """The database as one would name it: the file, or the address without its password."""
    kind, _, rest = settings.database_url.partition("://")
    if kind.startswith("sqlite"):
        return os.path.relpath(Path(rest.removeprefix("/"))) if not rest.startswith("//") else rest[1:]
    return rest.rpartition("@")[2]


def system_language() -> str:
    """The language that this system is set to, if it is one of ours; else English."""
    name = (os.environ.get("LC_ALL") or os.environ.get("LANG") or (locale.getlocale()[0] or "")).lower()
    if name.startswith(_TRADITIONAL):
        return "zh-Hant"
    return {"zh": "zh-Hans", "pt": "pt"}.get(name[:2], "en")
