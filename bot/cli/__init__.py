"""The `muster` command. Each subcommand is a module of this package, imported only when it is called."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
from typing import Any

import click

#: Subcommand -> (module of this package, one line of help).
_COMMANDS = {
    "run": ("run", "start the service"),
    "demo": ("demo", "try it in the terminal: no token, no server"),
    "chat": ("chat", "talk to the configured database from the terminal"),
    "check": ("check", "lint playbooks and the organisation file"),
    "publish": ("publish", "publish what changed in playbooks, and say what that is"),
    "schema": ("schema", "print the JSON Schema of playbook files"),
    "find": ("find", "rank the playbooks that fit a text"),
    "play": ("play", "run conversation transcripts"),
    "diff": ("diff", "say what changes for staff from one edition to another"),
    "import": ("import_plan", "make a draft playbook of a plan in Markdown"),
    "simulate": ("simulate", "walk a playbook as staff would, and see who is told"),
    "preview": ("preview", "draw a playbook: its questions with their branches, and its checklist"),
    "export": ("export", "print playbooks as cards to work with a pen, for when phones die"),
    "cases": ("cases", "list cases"),
    "actions": ("actions", "list corrective actions"),
    "case": ("case", "show one case with its timeline, or verify it"),
    "drill": ("drill", "list, show and export runs of drills, and play one without people"),
    "invite": ("invite", "make an invitation link"),
    "org": ("org", "import an organisation file"),
    "outbox": ("outbox", "show what could not be sent, and send it again"),
    "doctor": ("doctor", "say what is misconfigured and who cannot be reached"),
}


class _Lazy(click.Group):
    """Knows its subcommands by name and one line of help, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        gc.disable()  # what modules make stays for ever; looking through it meanwhile takes a tenth of the start
        module = importlib.import_module(f"bot.cli.{_COMMANDS[name][0]}")
        gc.enable()
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """What a command prints has to get somewhere before it counts as done."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left of it is not tried again
            click.echo(f"what was asked for cannot be written: {error.strerror}", err=True)
            ctx.exit(3)
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=_Lazy)
@click.version_option(package_name="muster")
def main() -> None:
    """Muster: complaints, incidents and emergency checklists in chat, for frontline staff."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # what people wrote may not fit this terminal's character set
        sys.stdout.reconfigure(errors="backslashreplace")
