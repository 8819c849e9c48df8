"""`muster cases`: which cases there are."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from bot.channels.terminal.showing import harmless
from bot.cli.looking import the_database
from bot.cli.wording import case_json, print_json
from handlers.cases import Status
from handlers.digests.gathering import overdue
from playbooks.model import Area, Kind, Node
from storage import CaseFilter


def _wanted(status: str | None, kind: str | None, area: str | None, node: str | None, risk: str | None) -> CaseFilter:
    return CaseFilter(
        status=Status(status) if status else None,
        kind=Kind(kind) if kind else None,
        area=Area(area) if area else None,
        node=Node(node) if node else None,
        risk=risk,
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
@click.option("--status", type=click.Choice([status.value for status in Status]), help="Only these.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only these.")
@click.option("--area", type=click.Choice([area.value for area in Area]), help="Only incidents of this category.")
@click.option("--node", type=click.Choice([node.value for node in Node]), help="Only those of this key node.")
@click.option("--risk", metavar="LEVEL", help="Only those graded so: the id of a level of the risk matrix.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=1000, show_default=True, help="At most so many.")
def command(as_json: bool, limit: int, **only: str | None) -> None:
    """List cases, newest first."""
    wanted = _wanted(**only)
    with the_database() as desk:
        found, directory, now = desk.store.cases(wanted, limit), desk.store.directory, desk.clock.now()
    late = {case.id: overdue(case, directory, now) for case in found}
    timezone = ZoneInfo(directory.timezone)
    if as_json:
        print_json([case_json(case, late[case.id]) for case in found])
        return
    for case in found:
        opened = case.opened_at.astimezone(timezone).isoformat(" ", timespec="minutes")
        clocks = ", ".join(deadline.milestone.value for deadline in late[case.id])
        lateness = f"({clocks} overdue) " if clocks else ""
        told = f"{case.severity.value:8}  {case.status.value:12}  {lateness}{harmless(case.headline)}"
        click.echo(f"{case.number}  {opened}  {told}".rstrip())
    if not found:
        click.echo("no cases")
