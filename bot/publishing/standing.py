"""`muster publish --status`: who has read what is new in playbooks, and who has not, by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from bot.channels.terminal.showing import harmless
from bot.cli.looking import the_database
from bot.cli.wording import print_json
from handlers.readings.asking import known
from handlers.readings.audience import to_be_read
from handlers.readings.reading import Reading
from handlers.readings.status import GroupStatus, Status, status


def show_standing(as_json: bool) -> None:
    """Prints it, by ids as the organisation file has them."""
    with the_database() as desk:
        editions = to_be_read(desk.store.editions.all_current())
        readings = known(desk.store.readings([edition.playbook.id for edition in editions]))
        found = [status(edition, desk.store.directory, readings) for edition in editions]
    if as_json:
        print_json([status_json(each) for each in found])
        return
    for line in _lines(found):
        click.echo(harmless(line))


def status_json(found: Status) -> dict[str, Any]:
    """One edition for scripts."""
    return {
        "playbook": found.edition.playbook.id,
        "version": found.edition.playbook.version,
        "edition": found.edition.digest,
        "read": list(found.read),
        "unread": list(found.unread),
        "without_account": list(found.without_account),
        "groups": [
            {"group": each.group, "read": list(each.read), "unread": list(each.unread)} for each in found.groups
        ],
        "receipts": [_receipt(reading) for reading in found.receipts],
    }


def _receipt(reading: Reading) -> dict[str, Any]:
    moments = {"asked_at": reading.asked_at, "reminded_at": reading.reminded_at, "read_at": reading.read_at}
    told = {name: moment.isoformat() if moment is not None else None for name, moment in moments.items()}
    return {"staff": reading.staff, "edition": reading.edition, "reminders": reading.reminders, **told}


def _lines(found: Sequence[Status]) -> Iterator[str]:
    if not found:
        yield "there is nothing that anybody has to read"
    for each in found:
        playbook = each.edition.playbook
        yield f"{playbook.id}, version {playbook.version}: {_count(each.read, each.unread)}"
        yield from (f"  {_group(group)}" for group in each.groups)
        if each.without_account:
            yield f"  cannot be asked, without an account: {', '.join(each.without_account)}"


def _group(group: GroupStatus) -> str:
    line = f"{group.group or 'in no group'}: {_count(group.read, group.unread)}"
    return f"{line}; not yet: {', '.join(group.unread)}" if group.unread else line


def _count(read: Sequence[str], unread: Sequence[str]) -> str:
    return f"{len(read)} of {len(read) + len(unread)} have read it"
