"""Whose an action is, who leads those people, and whom it concerns."""

from __future__ import annotations

from handlers.actions.action import Action
from handlers.people import Directory, Group, Role, Staff

_MANAGERS = (Role.DUTY_MANAGER, Role.ADMIN)


def owners_of(action: Action, directory: Directory) -> tuple[Staff, ...]:
    """The people who are to do it: its owner, or the members of the group that it is given to."""
    group = _group_of(action, directory)
    ids = group.members if group is not None else (action.owner.staff or "",)
    people = (directory.staff_by_id.get(one) for one in ids)
    return tuple(person for person in people if person is not None and person.active)


def leads_of(action: Action, directory: Directory) -> tuple[Staff, ...]:
    """Who hears that it is overdue: the leads of its group or of its owner's groups, else the managers and admins.

    Nobody is told about themselves: a lead's own action goes to the managers.
    """
    group = _group_of(action, directory)
    groups = [group] if group is not None else _groups_with(action.owner.staff or "", directory)
    found = (directory.staff_by_id.get(one.lead or "") for one in groups)
    leads = [person for person in found if person is not None and person.active and person.id != action.owner.staff]
    others = (p for p in directory.staff if p.active and p.role in _MANAGERS and p.id != action.owner.staff)
    return tuple(dict.fromkeys(leads)) or tuple(others)


def concerns(action: Action, person: Staff, directory: Directory) -> bool:
    """Whether it is theirs to do: their own, or one of a group's that they are in."""
    return action.owner.staff == person.id or any(one.id == person.id for one in owners_of(action, directory))


def in_groups(action: Action, groups: set[str], directory: Directory) -> bool:
    """Whether it is one of these groups', or of somebody in them."""
    if action.owner.group is not None:
        return action.owner.group in groups
    return any(group.id in groups for group in _groups_with(action.owner.staff or "", directory))


def _group_of(action: Action, directory: Directory) -> Group | None:
    return directory.group_by_id.get(action.owner.group or "")


def _groups_with(staff: str, directory: Directory) -> list[Group]:
    return [group for group in directory.groups if staff in group.members]
