"""What the commands share that make a file of playbooks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from bot.cli.failing import ENVIRONMENT_FAILED, INPUT_IS_WRONG
from bot.clock import RealClock
from bot.documents.press import Job, NotMade
from bot.documents.printer import run_press
from bot.simulation.chosen import Malformed, NoSuchPlaybook, choose
from handlers.people import Directory
from playbooks.model import Playbook


def chosen(named: str, library: Path) -> Playbook:
    """The playbook that is meant: a file, or an id in `library`. Ends the program where there is none."""
    try:
        return choose(named, library, RealClock().now().date(), Directory()).edition.playbook
    except NoSuchPlaybook as error:
        _end(str(error), INPUT_IS_WRONG)
    except Malformed as malformed:
        _end("\n".join(map(str, malformed.problems)), INPUT_IS_WRONG)


def write_made(job: Job, file: Path) -> None:
    """Makes it, writes it over what is there, and says where. Ends the program where that cannot be done."""
    try:
        file.write_bytes(run_press(job))
    except NotMade as error:
        _end(str(error), ENVIRONMENT_FAILED)
    except OSError as error:
        _end(f"{file}: {error.strerror}; name a file that can be written", ENVIRONMENT_FAILED)
    click.echo(str(file))


def _end(why: str, code: int) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(code)
