"""The fence: the organisation as far as a run may reach it.

Whoever is not on the run's list has no account here, and no group a chat or an outside channel that was not chosen.
So whatever the desk does inside a run, it finds nobody else to write to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from handlers.delivery import OUTSIDE
from handlers.drills.run import PLAY, Drill
from handlers.drills.standing import Standing
from handlers.people import Directory, Group, Role, Site, Staff
from playbooks.model import Playbook, walk_steps
from playbooks.variables import filled

#: The name under which the outbox carries case events for other programs; they say themselves what is a drill.
EVENTS = "events"


def fenced(directory: Directory, run: Drill) -> Directory:
    """`directory` as turns of the run see it: its people, and nobody else; no rosters, deadlines or owners."""
    return replace(
        directory,
        staff=tuple(_as_played(person, run) for person in directory.staff if person.id in run.people),
        groups=tuple(_as_simulated(group, run, directory.reports.drill_outside) for group in directory.groups),
        sites=tuple(_quiet(site) for site in directory.sites),
        overrides=(),
        deadlines=(),
        drills=(),
    )


def may_reach(standing: Standing, directory: Directory, bot: str, chat: int) -> bool:
    """Whether a message of the run may go to this chat by this bot; `directory` is the whole organisation."""
    if bot == EVENTS:
        return True
    if bot.startswith(OUTSIDE):
        return bot.removeprefix(OUTSIDE) in set(standing.outside) & set(directory.reports.drill_outside)
    if chat > 0:
        person = directory.staff_by_account.get(chat)
        return person is not None and person.id in standing.people
    group = directory.group_by_chat.get(chat)
    return group is not None and group.id in standing.groups


def numbers_in(playbooks: Iterable[Playbook], site: Site | None) -> tuple[str, ...]:
    """Every telephone number that these playbooks would have somebody call at a site, once each."""
    return tuple(dict.fromkeys(_numbers(playbooks, site)))


def _numbers(playbooks: Iterable[Playbook], site: Site | None) -> Iterator[str]:
    values = site.variables if site is not None else {}
    for playbook in playbooks:
        for step in walk_steps(playbook.steps):
            for contact in step.call:
                number = filled(contact.number, "en", playbook.variables, values)
                if any(map(str.isdigit, number)):
                    yield number


def _as_played(person: Staff, run: Drill) -> Staff:
    """Trainers and observers play nobody: no step of an escalation means them. Whoever practises alone may do all."""
    if run.practice:
        return replace(person, role=Role.DUTY_MANAGER)
    return person if run.people[person.id] in PLAY else replace(person, role=Role.STAFF)


def _as_simulated(group: Group, run: Drill, safe: Collection[str]) -> Group:
    """A group nobody plays is played by those who lead the run, so that no alarm of it falls into a void."""
    players = tuple(member for member in group.members if run.people.get(member) in PLAY)
    return replace(
        group,
        members=players or run.leads,
        chat=group.chat if group.id in run.groups else None,
        outside=tuple(name for name in group.outside if name in run.outside and name in safe),
        lead=group.lead if group.lead in players else None,
        roster=None,
        digest=None,
    )


def _quiet(site: Site) -> Site:
    return replace(site, owner=None)
