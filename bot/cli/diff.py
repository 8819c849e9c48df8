"""`muster diff A B`: what changes for staff from one edition of a playbook to another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from itertools import groupby
from typing import Any

import click

from bot.cli.failing import INPUT_IS_WRONG, said_in_one_line
from bot.cli.looking import the_database
from bot.cli.sides import NoSuchSide, Side, read_side
from bot.cli.wording import print_json
from playbooks.difference import Change, Who, differences
from playbooks.difference.wording import LANGUAGE_NAMES
from playbooks.edition import Edition
from playbooks.words import LANGUAGES

_SHORT = 12  # characters of a digest that are shown
_SIGNS = {"more": "+", "less": "−", "other": "~"}
_HEADINGS = {
    Who.REPORTER: "Whoever reports it",
    Who.TEAM: "Whoever works the checklist",
    Who.ALERTED: "Whoever is told of it, and whoever leads",
    Who.CLOSER: "Whoever closes the case",
    Who.FINDER: "Whoever types what happened",
    Who.OWNER: "Whoever looks after the playbook",
}


@click.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Texts are quoted in it."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for scripts.")
def command(old: str, new: str, language: str, as_json: bool) -> None:
    """Say what changes for staff from A to B, in plain sentences, by who notices.

    A and B are files or folders of playbooks, or what is in the database: `published` (all that is current), `fire`
    (its current edition), `fire@3` (version 3), `fire@9e0a77` (the edition whose digest begins so).
    """
    with said_in_one_line(), ExitStack() as stack:
        stored = cache(lambda: stack.enter_context(the_database()).store)
        try:
            pairs = list(_pairs(read_side(old, stored), read_side(new, stored)))
        except NoSuchSide as error:
            click.echo(str(error), err=True)
            sys.exit(INPUT_IS_WRONG)
    if as_json:
        print_json([_as_json(before, after, language) for before, after in pairs])
        return
    for before, after in pairs:
        _print(before, after, language)
    if not pairs:
        click.echo("nothing changes for anybody")


def _pairs(old: Side, new: Side) -> Iterator[tuple[Edition | None, Edition | None]]:
    """Editions that take each other's place. A single one is compared with the one of its id on the other side.

    Two single ones are compared whatever they are called. Raises NoSuchSide where there is nothing to compare.
    """
    if not old.whole and not new.whole:
        yield from (
            (before, after) for before, after in [(*old.editions.values(), *new.editions.values())] if before != after
        )
        return
    ids = list(dict.fromkeys([*old.editions, *new.editions]))
    if not old.whole or not new.whole:
        ids = [*(old if not old.whole else new).editions]
    for id_ in ids:
        before, after = old.editions.get(id_), new.editions.get(id_)
        if before is None or after is None or before.digest != after.digest:
            yield before, after


def _print(before: Edition | None, after: Edition | None, language: str) -> None:
    click.echo(_title(before, after))
    if before is None or after is None:
        return
    found = differences(before.playbook, after.playbook, language)
    for heading, changes in groupby(found, _heading):
        click.echo(f"\n{heading}")
        for change in changes:
            click.echo(f"  {_SIGNS[change.sort]} {change.text}")
    click.echo("" if found else "\nnothing that anybody would notice\n")


def _heading(change: Change) -> str:
    if change.language is not None:
        return f"Whoever reads {LANGUAGE_NAMES[change.language]}"
    return _HEADINGS[change.who]


def _title(before: Edition | None, after: Edition | None) -> str:
    if before is None and after is not None:
        return f"{after.playbook.id}: new, version {after.playbook.version} ({after.digest[:_SHORT]})\n"
    if after is None and before is not None:
        return f"{before.playbook.id}: gone\n"
    assert before is not None
    assert after is not None
    was, now = before.playbook, after.playbook
    versions = f"version {was.version} → {now.version}" if was.version != now.version else f"version {now.version}"
    return f"{now.id}: {versions} ({before.digest[:_SHORT]} → {after.digest[:_SHORT]})"


def _as_json(before: Edition | None, after: Edition | None, language: str) -> dict[str, Any]:
    one = after or before
    assert one is not None
    changes = differences(before.playbook, after.playbook, language) if before and after else []
    return {
        "playbook": one.playbook.id,
        "before": _edition_json(before),
        "after": _edition_json(after),
        "changes": [change_json(change) for change in changes],
    }


def _edition_json(edition: Edition | None) -> dict[str, Any] | None:
    return None if edition is None else {"edition": edition.digest, "version": edition.playbook.version}


def change_json(change: Change) -> dict[str, Any]:
    """One change for scripts."""
    return {
        "who": change.who.value,
        "sort": change.sort,
        "part": change.part,
        "language": change.language,
        "text": change.text,
    }
