"""What would keep an alert from reaching somebody, one line each: for `muster doctor` and, in chat, `/doctor`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.alerts.cards import clock_time
from handlers.desk.duty.calendar_words import finding_lines, trouble_words
from handlers.people import Directory, Group, Role, RouteWhen, Staff
from handlers.rosters import gaps
from playbooks.locale_format import series
from playbooks.model import Playbook
from playbooks.phrases import Phrases

AHEAD = timedelta(days=7)  # for which gaps in rosters are told
SHOWN = 3  # gaps of one group


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads it: `by_id` calls groups and people as the organisation file does, for the command line."""

    say: Phrases
    by_id: bool = False

    def group(self, group: Group) -> str:
        return group.id if self.by_id else group.name.text(self.say.language)

    def person(self, person: Staff) -> str:
        return person.id if self.by_id else person.name

    def invitation(self, person: Staff) -> str:
        """What makes a link for them."""
        return f"`muster invite --staff {person.id}`" if self.by_id else f"/invite {person.id}"


def ailments(directory: Directory, playbooks: Sequence[Playbook], reader: Reader) -> Iterator[str]:
    """What is wrong with an organisation, one line each, worst first."""
    if not directory.staff:
        yield reader.say("nobody is on the list: import an organisation with `muster org import FILE`")
        return
    yield from _groups(directory, reader)
    yield from _routing(directory, playbooks, reader)
    yield from _people(directory, reader)


def unmanned(directory: Directory, now: datetime, reader: Reader) -> Iterator[str]:
    """When nobody is on duty for a group in the seven days from `now`, one line for each group."""
    say = reader.say
    for group in directory.groups:
        found = gaps(directory, group.id, now, now + AHEAD)
        ends = [[clock_time(at, directory, now, say.language) for at in (gap.since, gap.until)] for gap in found]
        times = ["–".join(pair) for pair in ends]
        if len(times) > SHOWN:
            times[SHOWN:] = [say("and {n} more", n=len(times) - SHOWN)]
        if times:
            shown = series(times, say.language)
            yield say("group {group}: nobody is on duty {times}", group=reader.group(group), times=shown)


def calendars(directory: Directory, now: datetime, reader: Reader) -> Iterator[str]:
    """Rosters that are calendars: those that cannot be read, or were not yet, and events that put nobody on duty."""
    say = reader.say
    for group in directory.groups:
        if group.roster is None or group.roster.feed is None:
            continue
        plan = group.roster.plan
        name = reader.group(group)
        if plan.trouble is not None:
            why = " ".join(trouble_words(group, plan, directory, now, say).splitlines())
            yield say("group {group}: {finding}", group=name, finding=why)
        elif plan.shifts is None:
            yield say("group {group}: its duty calendar was never read; `muster run` does, all the time", group=name)
        for line in finding_lines(plan.findings, directory, now, say):
            yield say("group {group}, duty calendar: {finding}", group=name, finding=line)


def given_up(alerts: int, reader: Reader) -> Iterator[str]:
    """So many alerts were given up."""
    if alerts:
        yield reader.say.many(
            "{n} alert could not be delivered: see `muster outbox`",
            "{n} alerts could not be delivered: see `muster outbox`",
            n=alerts,
        )


def failed(things: int, reader: Reader) -> Iterator[str]:
    """So much of what was due could not be done."""
    if things:
        yield reader.say.many(
            "{n} thing that was due failed, by a mistake in Muster; it is tried again every hour: see the log",
            "{n} things that were due failed, by a mistake in Muster; they are tried again every hour: see the log",
            n=things,
        )


def choices(open_to_all: bool, one_bot: bool, reader: Reader) -> Iterator[str]:
    """What is a choice, not a fault."""
    if open_to_all:
        yield reader.say("MUSTER_ENROLMENT is open: whoever finds the bot is let in as staff; fine for a trial")
    if one_bot:
        yield reader.say("MUSTER_DUTY_BOT__TOKEN is not set: alerts share the staff bot's quota and its fate")


def _groups(directory: Directory, reader: Reader) -> Iterator[str]:
    say = reader.say
    for group in directory.groups:
        members = [directory.staff_by_id[m] for m in group.members if m in directory.staff_by_id]
        reachable = [p for p in members if p.active and p.reachable and p.telegram is not None]
        name = reader.group(group)
        if group.open_chat is None and not reachable and not group.outside:
            yield say("group {group}: nobody can be reached; its alerts go nowhere", group=name)
        elif not any(person.active for person in members):
            yield say("group {group}: has no members, only a chat", group=name)
        elif not group.reachable:
            yield say("group {group}: the bot is not in its chat; its members are told one by one", group=name)
        elif group.chat is None:
            yield say("group {group}: has no chat; only its members are told, one by one", group=name)


def _routing(directory: Directory, playbooks: Iterable[Playbook], reader: Reader) -> Iterator[str]:
    say = reader.say
    if not any(route.when == RouteWhen() for route in directory.routing):
        yield say("routing: not every case is routed; add a last route without `when`")
    managers = [p for p in directory.staff if p.role in (Role.DUTY_MANAGER, Role.ADMIN) and p.active]
    if not any(p.telegram is not None for p in managers):
        yield say("no duty manager or admin has an account: a case without a group would reach nobody")
    playbooks = list(playbooks)
    yield from _likely(directory, {playbook.id for playbook in playbooks}, say)
    for playbook in playbooks:
        told = [*(route.notify for route in playbook.routing), *(level.notify for level in playbook.levels)]
        for group in sorted({name for groups in told for name in groups}):
            if group not in directory.group_by_id:
                yield say(
                    "playbook {playbook}: tells group {group}, which the organisation does not have",
                    playbook=playbook.id,
                    group=group,
                )


def _likely(directory: Directory, known: set[str], say: Phrases) -> Iterator[str]:
    for site in directory.sites:
        for name in site.likely:
            if name not in known:
                yield say(
                    "site {site}: `likely` names playbook {playbook}, which there is not", site=site.id, playbook=name
                )


def _people(directory: Directory, reader: Reader) -> Iterator[str]:
    for person in directory.staff:
        if person.active and person.telegram is None:
            yield _without_account(person, directory, reader)
        elif person.active and not person.reachable:
            yield _unreachable(person, directory, reader)


def _without_account(person: Staff, directory: Directory, reader: Reader) -> str:
    say, groups = reader.say, _groups_of(person, directory, reader)
    name, command = reader.person(person), reader.invitation(person)
    if not groups:
        return say("{name}: has no account; send them a link ({command})", name=name, command=command)
    # TRANSLATORS: {groups} are those whose alerts this person is to be told of.
    return say(
        "{name}: has no account, but is to be told as one of {groups}; send them a link ({command})",
        name=name,
        groups=groups,
        command=command,
    )


def _unreachable(person: Staff, directory: Directory, reader: Reader) -> str:
    say, groups = reader.say, _groups_of(person, directory, reader)
    name = reader.person(person)
    if not groups:
        return say("{name}: blocked or never started the bot; ask them to open it and send /start", name=name)
    return say(
        "{name}: blocked or never started the bot, but is to be told as one of {groups};"
        " ask them to open it and send /start",
        name=name,
        groups=groups,
    )


def _groups_of(person: Staff, directory: Directory, reader: Reader) -> str:
    names = [reader.group(group) for group in directory.groups if person.id in group.members]
    return ", ".join(names) if reader.by_id else series(names, reader.say.language)
