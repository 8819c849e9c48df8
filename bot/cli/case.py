"""`muster case NUMBER`: one case with everything that happened to it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.channels.terminal.showing import harmless
from bot.cli.action_wording import action_json
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
from handlers.alerts.clock_words import closed_at, deadlines_of
from handlers.cases import Case, Status
from handlers.deadlines import Deadline
from handlers.digests.gathering import overdue
from handlers.proof import Copy, proof_of
from playbooks.words import LANGUAGES

_HASH = 12  # characters of one that are shown


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
            _print(desk, case)


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
    shown["deadlines"] = [deadline_json(deadline) for deadline in _deadlines(desk, case)]
    shown["reach"] = [reach_json(copy) for copy in _reach(desk, case)]
    shown["calls"] = [call_json(call, desk.store.roll(case.id, call.number)) for call in case.calls]
    print_json(shown)


def _reach(desk: Desk, case: Case) -> tuple[Copy, ...]:
    return proof_of(desk.store.told(case.id), desk.store.timeline(case.id), desk.store.directory)


def _deadlines(desk: Desk, case: Case) -> tuple[Deadline, ...]:
    closed = closed_at(case, desk.store.timeline(case.id))
    return deadlines_of(case, desk.store.directory, desk.clock.now(), closed)


def _print(desk: Desk, case: Case) -> None:
    """For people: times as on the organisation's clocks, hashes no longer than one can compare by eye."""
    timezone = ZoneInfo(desk.store.directory.timezone)
    opened = case.opened_at.astimezone(timezone).isoformat(" ", timespec="minutes")
    click.echo(f"{case.number}  {case.kind.value}  {case.severity.value}  {case.status.value}")
    click.echo(f"reported by {case.reporter} {opened}")
    click.echo(f"groups: {', '.join(case.groups) or 'none'}")
    if case.headline:
        click.echo(harmless(case.headline))
    _print_findings(case)
    _print_deadlines(desk, case)
    _print_updates(case, timezone)
    _print_reach(desk, case, timezone)
    _print_actions(desk, case)
    _print_calls(desk, case, timezone)
    click.echo("answers:")
    for question, value in case.answers.items():
        click.echo(f"  {question}: {_data(value)}")
    click.echo("timeline:")
    for entry in desk.store.timeline(case.id):
        at, actor = entry.at.astimezone(timezone).strftime("%Y-%m-%d %H:%M:%S"), entry.actor or "-"
        click.echo(f"{entry.sequence:4}  {at}  {entry.kind:12}  {actor:8}  {_told(entry.data)}".rstrip())


def _print_actions(desk: Desk, case: Case) -> None:
    for action in desk.store.actions_of(case.id):
        owner = action.owner.staff or f"group {action.owner.group}"
        click.echo(f"{action.number}: {owner}, due {action.due} ({action.state.value}): {harmless(action.what)}")


def _today(desk: Desk) -> date:
    return desk.clock.now().astimezone(ZoneInfo(desk.store.directory.timezone)).date()


def _print_findings(case: Case) -> None:
    """What an incident is about, its grade and its joint reviews, by the ids that `--json` has."""
    if case.about is not None:
        click.echo(f"category: {', '.join(case.about.data.values()) or 'none'}")
    if case.grade is not None:
        click.echo(f"risk: {case.grade.level} ({case.grade.likelihood} x {case.grade.impact})")
    for review in case.reviews:
        state = "open" if review.is_open else "decided" if review.decision else "called off"
        waiting = f"; no answer from {', '.join(review.waiting)}" if review.waiting else ""
        click.echo(f"joint review {review.number}: {state}, by {review.due}, {', '.join(review.groups)}{waiting}")


def _print_reach(desk: Desk, case: Case, zone: ZoneInfo) -> None:
    """Who was told by what, when it was queued, arrived and was seen, or why it did not arrive."""
    click.echo("told:")
    for copy in _reach(desk, case):
        who = copy.staff or (f"group {copy.group}" if copy.group else copy.outside or "a former chat")
        moments = (("queued", copy.queued_at), ("accepted", copy.accepted_at), ("seen", copy.seen_at))
        told = [f"{name} {at.astimezone(zone):%Y-%m-%d %H:%M:%S}" for name, at in moments if at is not None]
        if copy.seen_by is not None and copy.seen_by != copy.staff:
            told.append(f"by {copy.seen_by}")
        if copy.why is not None:
            told.append(f"{copy.why.value}: {harmless(copy.detail)}" if copy.detail else copy.why.value)
        click.echo(f"  {who} ({copy.bot or '-'}): {copy.standing.value}; {', '.join(told)}")


def _print_deadlines(desk: Desk, case: Case) -> None:
    zone = desk.store.directory.calendar_of(case.site).zone
    for deadline in _deadlines(desk, case):
        moments = (("target", deadline.house), ("legal limit", deadline.legal))
        limits = (f"{name} {at.astimezone(zone):%Y-%m-%d %H:%M}" for name, at in moments if at is not None)
        click.echo(f"{deadline.milestone.value}: {', '.join(limits)} ({deadline.state.value})")


def _print_updates(case: Case, zone: ZoneInfo) -> None:
    updates = case.updates if case.status is Status.ACKNOWLEDGED else None
    if updates is not None and updates.due is not None:
        click.echo(f"next status update: {updates.due.astimezone(zone):%Y-%m-%d %H:%M} ({updates.given} given)")


def _print_calls(desk: Desk, case: Case, zone: ZoneInfo) -> None:
    for call in case.calls:
        lines = desk.store.roll(case.id, call.number)
        counts = Counter(line.said.value if line.said else "no answer" for line in lines)
        told = ", ".join(f"{said} {n}" for said, n in sorted(counts.items()))
        click.echo(f"{call.kind.value} call {call.number}, {call.began.astimezone(zone):%Y-%m-%d %H:%M}: {told}")


def _told(data: Mapping[str, Any]) -> str:
    """What an entry says; `--json` has it in full."""
    short = {name: value[:_HASH] if name in ("edition", "sha256") else value for name, value in data.items()}
    return _data(short) if short else ""


def _data(value: object) -> str:
    return harmless(json.dumps(value, ensure_ascii=False))
