"""`muster drill`: which scenarios and runs there are, one run with its log, exports, and a run without people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from bot.channels.terminal.showing import harmless
from bot.cli.demo import SAMPLE_ORGANISATION
from bot.cli.drill_coverage import command as coverage_command
from bot.cli.drill_wording import Looked, run_json, runs_csv, whole_json
from bot.cli.failing import INPUT_IS_WRONG, said_in_one_line, written
from bot.cli.looking import Desk, the_database
from bot.cli.wording import print_json
from bot.config import load_settings
from bot.rehearsal.drill import Rehearsed, rehearse
from bot.rehearsal.world import CannotDo
from handlers.cases import Entry
from handlers.drills.expecting import Verdict
from handlers.drills.folding import read_run
from handlers.drills.run import Drill
from handlers.drills.score import Score, score_of
from handlers.organisation import read_organisation
from playbooks.drills import Pinned, load_scenarios, scenario_folder
from playbooks.loading import load_library
from playbooks.problems import Malformed, instead
from playbooks.yaml_file import read_yaml

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("drill")
def command() -> None:
    """Drills: scenarios, runs, exports; `rehearse` plays one with virtual people, in seconds."""


command.add_command(coverage_command)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
def scenarios(as_json: bool) -> None:
    """List the scenarios that can be played, and what is wrong with the others (exit 1)."""
    with said_in_one_line():
        found = load_scenarios(scenario_folder(load_settings().playbooks))
    if as_json:
        print_json([_scenario_json(pinned) for pinned in found])
    else:
        for pinned in found:
            one, minutes = pinned.scenario, int(pinned.scenario.length.total_seconds() // 60)
            click.echo(f"{one.id:20}  {minutes:4} min  {one.playbook:20}  {harmless(one.title.text('en'))}")
        if not found.by_id:
            click.echo("no scenarios")
    for problem in found.problems:
        click.echo(str(problem), err=True)
    if found.problems:
        sys.exit(INPUT_IS_WRONG)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=1000, show_default=True, help="At most so many.")
def list_runs(as_json: bool, limit: int) -> None:
    """List runs, newest first."""
    with the_database() as desk:
        found = list(_runs(desk, limit))
        zone = ZoneInfo(desk.store.directory.timezone)
    if as_json:
        print_json([run_json(looked) for looked in found])
        return
    for looked in found:
        run, share = looked.run, looked.score.percent
        began = looked.moment("started") or run.starts or run.planned_at
        at = began.astimezone(zone).isoformat(" ", timespec="minutes")
        points = "-" if share is None else f"{share} %"
        click.echo(f"{run.number}  {at}  {run.state.value:9}  {points:>5}  {run.scenario.id}")
    if not found:
        click.echo("no runs")


@command.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="JSON with the log, for scripts.")
@click.option("--verify", is_flag=True, help="Check the log's hash chain; exit 1 if tampered with.")
def show(number: str, as_json: bool, verify: bool) -> None:
    """Show the run NUMBER, such as D-2026-000001, with its log."""
    with the_database() as desk:
        looked = _looked(desk, number)
        if verify:
            _verify(desk, looked)
        elif as_json:
            print_json(whole_json(looked))
        else:
            _print(looked, ZoneInfo(desk.store.directory.timezone))


@command.command()
@click.argument("numbers", nargs=-1)
@click.option("--format", "how", type=click.Choice(("json", "csv")), default="json", show_default=True)
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Without it, to standard output.")
def export(numbers: tuple[str, ...], how: str, output: Path | None) -> None:
    """Export runs: all of them, or those with these NUMBERS. JSON has their logs; CSV a line for each expectation,
    without names, and with no cell that a spreadsheet would run as a formula."""
    with the_database() as desk:
        found = [_looked(desk, number) for number in numbers] or list(_runs(desk))
    if how == "json" and output is None:
        print_json([whole_json(looked) for looked in found])
    elif how == "json" and output is not None:
        written(output, json.dumps([whole_json(looked) for looked in found], ensure_ascii=False, indent=2) + "\n")
    elif output is not None:
        written(output, "\ufeff" + runs_csv(found))  # the mark tells spreadsheets that it is UTF-8
    else:
        click.echo(runs_csv(found), nl=False)


@command.command("rehearse")
@click.argument("scenario")
@click.option(
    "--players", type=click.IntRange(2, 100), default=20, show_default=True, help="So many virtual players."
)
@click.option("--org", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Whose sites and groups.")
@click.option("--json", "as_json", is_flag=True, help="JSON with the log, for scripts.")
def rehearse_command(scenario: str, players: int, org: Path | None, as_json: bool) -> None:
    """Play SCENARIO (an id) from its first inject to its end with virtual players, who do what is expected of them.

    Nothing is stored and nothing is sent; three quarters of an hour take seconds. Exit 1 if something expected could
    not be done: then the scenario asks for what its playbook does not let anybody do in time.
    """
    with said_in_one_line(), _in_one_line():
        settings = load_settings()
        found = load_scenarios(scenario_folder(settings.playbooks))
        pinned = _chosen(found.by_id, scenario)
        directory = read_organisation(read_yaml(org or settings.org or SAMPLE_ORGANISATION))
        library = load_library(settings.playbooks)
        if wrong := [problem for problem in library.problems if problem.level == "error"]:
            raise Malformed(wrong)
        setting = Rehearsed(people=directory, published=tuple(library), plays=found)
        with TemporaryDirectory(prefix="muster-") as folder:
            looked = Looked(*rehearse(Path(folder), setting, pinned.scenario, players))
    if as_json:
        print_json(whole_json(looked))
    else:
        _print(looked, ZoneInfo(directory.timezone), log=False)
    if looked.score.with_verdict(Verdict.MISSED, Verdict.LATE, Verdict.OPEN) or looked.run.fenced:
        sys.exit(INPUT_IS_WRONG)


# looking


def _scenario_json(pinned: Pinned) -> dict[str, object]:
    one = pinned.scenario
    return {
        "id": one.id,
        "title": one.title.text("en"),
        "playbook": one.playbook,
        "seconds": one.length.total_seconds(),
        "digest": pinned.digest,
        "injects": len(one.injects),
        "spare": len(one.spare),
        "expectations": sum(len(inject.expects) for inject in one.injects),
    }


def _runs(desk: Desk, limit: int = 10_000) -> Iterator[Looked]:
    for drill_id, _, _ in desk.store.drills()[:limit]:
        log = desk.store.drill_log(drill_id)
        run = read_run(drill_id, log)
        if run is not None and not run.practice:  # what somebody walks alone stands in no history
            yield Looked(run, log, _score(desk, run))


def _looked(desk: Desk, number: str) -> Looked:
    """The run that is meant. Ends the program where there is none."""
    wanted = number.upper()
    drill_id = next((id_ for id_, known, _ in desk.store.drills() if known == wanted), None)
    log = desk.store.drill_log(drill_id) if drill_id is not None else []
    run = read_run(drill_id, log) if drill_id is not None else None
    if run is None:
        _end(f"there is no run {number}; `muster drill list` lists them", INPUT_IS_WRONG)
    return Looked(run, log, _score(desk, run))


def _score(desk: Desk, run: Drill) -> Score:
    edition = desk.store.editions.by_digest(run.editions.get(run.scenario.playbook, ""))
    return score_of(run, desk.clock.now(), None if edition is None else edition.playbook)


def _verify(desk: Desk, looked: Looked) -> None:
    broken = desk.store.verify_drill(looked.run.id)
    if broken is not None:
        _end(f"{looked.run.number}: entry {broken} of the log is not what was once written", INPUT_IS_WRONG)
    click.echo(f"{looked.run.number}: the log is whole ({len(looked.log)} entries)")


def _print(looked: Looked, zone: ZoneInfo, *, log: bool = True) -> None:
    """For people: times as on the organisation's clocks."""
    run, score = looked.run, looked.score
    share = "-" if score.percent is None else f"{score.percent} %"
    click.echo(f"{run.number}  {run.state.value}  {share}  {run.scenario.id} ({run.scenario.playbook})")
    for mark in score.marks:
        took = mark.judged.took
        time = "" if took is None else f"  after {int(took.total_seconds())} s"
        click.echo(f"  {mark.verdict.value:8}  {harmless(mark.judged.expectation.text.text('en'))}{time}")
    if not log:
        return
    click.echo("log:")
    for entry in looked.log:
        at, actor = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"), entry.actor or "-"
        click.echo(f"{entry.sequence:4}  {at}  {entry.kind:12}  {actor:8}  {_told(entry)}".rstrip())


def _told(entry: Entry) -> str:
    """What an entry says; `--json` has it in full."""
    told = {name: value for name, value in entry.data.items() if name not in ("scenario", "editions")}
    return harmless(json.dumps(told, ensure_ascii=False)) if told else ""


def _chosen(scenarios: Mapping[str, Pinned], wanted: str) -> Pinned:
    if wanted not in scenarios:
        _end(f"there is no scenario `{wanted}`; {instead(wanted, scenarios)}", INPUT_IS_WRONG)
    return scenarios[wanted]


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except CannotDo as error:
        _end(f"the virtual players could not go on: {error}", INPUT_IS_WRONG)


def _end(why: str, code: int) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(code)
