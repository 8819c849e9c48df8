"""`muster import PLAN`: a plan in Markdown becomes the draft of a playbook."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.failing import INPUT_IS_WRONG, said_in_one_line
from bot.clock import RealClock
from playbooks.lint import lint_source
from playbooks.loading import Source, parse_yaml, read_as
from playbooks.model import Kind, Playbook
from playbooks.plans import Drafted, draft
from playbooks.problems import Problem
from playbooks.words import LANGUAGES, Language


@click.command("import")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; else ID.yaml here.")
@click.option("--id", "id_", metavar="ID", help="The id of the playbook; else made of the plan's title.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What it is for; else by its title.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="What the plan is written in; else what it looks like."
)
def command(plan: Path, output: Path | None, id_: str | None, kind: str | None, language: Language | None) -> None:
    """Make a draft of a playbook from PLAN, a Markdown file in English, Chinese or Portuguese.

    Headings become tracks and phases, lists and tables steps, tables of numbers whom to call; times, roles and
    cautions are found in the words. What must still be decided, and every language that is missing, is marked TODO
    and listed by line. A file that is there already is not overwritten.
    """
    text = _read(plan)
    today = RealClock().now().date()
    drafted = draft(plan.name, text, today, kind=Kind(kind) if kind else None, id_=id_, language=language)
    target = output or Path(f"{drafted.id}.yaml")
    with said_in_one_line():
        problems = _lint(drafted, target)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(drafted.yaml)
    except FileExistsError:
        _leave(f"{target} is there already; remove it, or name another with --output")
    except OSError as error:
        _leave(f"{target}: cannot be written: {error.strerror}")
    _report(drafted, target, problems)


def _read(plan: Path) -> str:
    try:
        return plan.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        _leave(f"{plan}: is not UTF-8 text; save it as UTF-8")
    raise AssertionError


def _leave(words: str) -> None:
    click.echo(words, err=True)
    sys.exit(INPUT_IS_WRONG)


def _lint(drafted: Drafted, target: Path) -> list[Problem]:
    """What lint says, but for languages that are missing, which are marked line by line. Raises Malformed."""
    document = parse_yaml(drafted.yaml, str(target))
    found = lint_source(Source(document, read_as(Playbook, document)), RealClock().now().date())
    return [problem for problem in found if problem.rule not in ("missing_languages", "file_names")]


def _report(drafted: Drafted, target: Path, problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem))
    todos = list(drafted.todos())
    for line, what in todos:
        click.echo(f"{target}:{line}: TODO {what}")
    click.echo(f"wrote {target}: steps {drafted.steps}, language {drafted.language}, TODO {len(todos)}")
    click.echo(f"look at it: muster simulate {target} --language {drafted.language}")
