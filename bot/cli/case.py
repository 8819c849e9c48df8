"""`muster case NUMBER`: one case with everything that happened to it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.action_wording import action_json
from bot.cli.case_showing import clocks_of, reach_of, show
from bot.cli.evidence import write_files
from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import Desk, the_database
from bot.cli.notice_wording import reach_json
from bot.cli.reporting import ENDINGS, write_report
from bot.cli.roll_wording import call_json
from bot.cli.wording import (
    attachment_json,
    case_json,
    deadline_json,
    entry_json,
    print_json,
    terms_json,
    updates_json,
)
from handlers.cases import Case
from handlers.digests.gathering import overdue
from playbooks.words import LANGUAGES


@click.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="JSON with the timeline, for scripts.")
@click.option(
    "--verify", is_flag=True, help="Check the timeline's hash chain and the evidence; exit 1 if tampered with."
)
@click.option(
    "--files",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the evidence into this folder; nothing that is there is overwritten.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the case as a readable document; FILE ends in .pdf or .html.",
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the report; without it, the organisation's first.")
@click.option(
    "--masked", is_flag=True, help="The report without the names and numbers of customers, and without photos."
)
def command(
    number: str,
    as_json: bool,
    verify: bool,
    folder: Path | None,
    report: Path | None,
    language: str | None,
    masked: bool,
) -> None:
    """Show the case NUMBER, such as C-2026-000123, with its timeline."""
    if report is not None and report.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{report} must end in .pdf or .html", param_hint="--report")
    with the_database() as desk:
        case = desk.store.case(number.upper())
        if case is None:
            click.echo(f"there is no case {number}; `muster cases` lists them", err=True)
            sys.exit(INPUT_IS_WRONG)
        if verify:
            _verify(desk, case)
        elif folder is not None:
            write_files(desk.store, case, folder)
        elif report is not None:
            write_report(desk, case, report, language, personal=not masked)
        elif as_json:
            _print_json(desk, case)
        else:
            show(desk, case)


def _verify(desk: Desk, case: Case) -> None:
    broken = desk.store.verify(case.number)
    if broken is not None:
        click.echo(
            f"{case.number}: entry {broken} of the timeline is not what was once written, or its file is not, "
            "or the case says otherwise",
            err=True,
        )
        sys.exit(INPUT_IS_WRONG)
    click.echo(f"{case.number}: the timeline is whole ({len(desk.store.timeline(case.id))} entries)")


def _print_json(desk: Desk, case: Case) -> None:
    shown = case_json(case, overdue(case, desk.store.directory, desk.clock.now()))
    shown["timeline"] = [entry_json(entry) for entry in desk.store.timeline(case.id)]
    shown["attachments"] = [attachment_json(attachment) for attachment in desk.store.attachments(case.id)]
    shown["actions"] = [action_json(action, _today(desk)) for action in desk.store.actions_of(case.id)]
    shown["terms"] = terms_json(case)
    shown["updates"] = updates_json(case)
    shown["deadlines"] = [deadline_json(deadline) for deadline in clocks_of(desk, case)]
    shown["reach"] = [reach_json(copy) for copy in reach_of(desk, case)]
    shown["calls"] = [call_json(call, desk.store.roll(case.id, call.number)) for call in case.calls]
    print_json(shown)


def _today(desk: Desk) -> date:
    return desk.clock.now().astimezone(ZoneInfo(desk.store.directory.timezone)).date()
