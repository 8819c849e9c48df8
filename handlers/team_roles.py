"""The roles of a playbook's team: those it names, and the commander that every emergency has."""

from __future__ import annotations

from handlers.team import COMMANDER
from playbooks.model import Kind, Playbook, Role
from playbooks.phrases import Phrases


def roles_of(playbook: Playbook) -> tuple[str, ...]:
    """The ids of all roles that somebody can hold, the commander first."""
    named = tuple(role.id for role in playbook.roles)
    return (COMMANDER, *(role for role in named if role != COMMANDER)) if playbook.kind is Kind.EMERGENCY else named


def needed_roles(playbook: Playbook, level: str | None) -> tuple[str, ...]:
    """The roles that must be held at a level: the commander, and what this level and those below it ask for."""
    if playbook.kind is not Kind.EMERGENCY:
        return ()
    asked = (role for one in playbook.levels_up_to(level) for role in playbook.level_by_id[one].roles)
    return tuple(dict.fromkeys((COMMANDER, *asked)))


def role_of(playbook: Playbook, role: str) -> Role | None:
    """The role as the playbook describes it; None for one it does not name."""
    return next((named for named in playbook.roles if named.id == role), None)


def may_be_many(playbook: Playbook, role: str) -> bool:
    """Whether several people can hold it. There is one commander, whatever a playbook says."""
    named = role_of(playbook, role)
    return role != COMMANDER and named is not None and named.many


def role_name(playbook: Playbook, role: str, say: Phrases) -> str:
    """What staff call it."""
    named = role_of(playbook, role)
    if named is not None:
        return named.name.text(say.language)
    # TRANSLATORS: The role of whoever leads in an emergency, as in “In charge: Ana”.
    return say("In charge") if role == COMMANDER else role
