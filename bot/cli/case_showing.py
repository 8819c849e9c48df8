"""A case as people read it at a terminal: what it is, who was told, and everything that happened to it.

Times are as on the organisation's clocks, and hashes no longer than one can compare by eye.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.channels.terminal.showing import harmless
from bot.cli.looking import Desk
from handlers.alerts.clock_words import closed_at, deadlines_of
from handlers.cases import Case, Status
from handlers.deadlines import Deadline
from handlers.proof import Copy, proof_of

_HASH = 12  # characters of one that are shown


def show(desk: Desk, case: Case) -> None:
    """Prints it."""
    zone = ZoneInfo(desk.store.directory.timezone)
    _print_head(case, zone)
    _print_findings(case)
    _print_deadlines(desk, case)
    _print_updates(case, zone)
    _print_reach(desk, case, zone)
    _print_actions(desk, case)
    _print_calls(desk, case, zone)
    _print_answers(case)
    _print_timeline(desk, case, zone)


def _print_head(case: Case, zone: ZoneInfo) -> None:
    opened = case.opened_at.astimezone(zone).isoformat(" ", timespec="minutes")
    click.echo(f"{case.number}  {case.kind.value}  {case.severity.value}  {case.status.value}")
    click.echo(f"reported by {case.reporter} {opened}")
    click.echo(f"groups: {', '.join(case.groups) or 'none'}")
    if case.headline:
        click.echo(harmless(case.headline))


def _print_answers(case: Case) -> None:
    click.echo("answers:")
    for question, value in case.answers.items():
        click.echo(f"  {question}: {_data(value)}")


def _print_timeline(desk: Desk, case: Case, zone: ZoneInfo) -> None:
    click.echo("timeline:")
    for entry in desk.store.timeline(case.id):
        at, actor = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"), entry.actor or "-"
        click.echo(f"{entry.sequence:4}  {at}  {entry.kind:12}  {actor:8}  {_told(entry.data)}".rstrip())


def reach_of(desk: Desk, case: Case) -> tuple[Copy, ...]:
    """Every way in which somebody was told of it, and how far it came."""
    return proof_of(desk.store.told(case.id), desk.store.timeline(case.id), desk.store.directory)


def clocks_of(desk: Desk, case: Case) -> tuple[Deadline, ...]:
    """Its clocks, as they stand now."""
    closed = closed_at(case, desk.store.timeline(case.id))
    return deadlines_of(case, desk.store.directory, desk.clock.now(), closed)


def _print_actions(desk: Desk, case: Case) -> None:
    for action in desk.store.actions_of(case.id):
        owner = action.owner.staff or f"group {action.owner.group}"
        click.echo(f"{action.number}: {owner}, due {action.due} ({action.state.value}): {harmless(action.what)}")


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
    for copy in reach_of(desk, case):
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
    for deadline in clocks_of(desk, case):
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
