"""Who may do what. Asked afresh at every command, tap and reply; a button on somebody's screen is no right."""

from __future__ import annotations

from handlers.actions import Action, concerns, leads_of
from handlers.cases import Case, Status
from handlers.incidents.joint import JointReview
from handlers.people import Directory, Group, Role, Staff

_MANAGERS = (Role.DUTY_MANAGER, Role.ADMIN)


def responsible_for(person: Staff, case: Case, directory: Directory) -> bool:
    """Whether `person` is in one of the case's groups."""
    groups = (directory.group_by_id.get(group) for group in case.groups)
    return any(person.id in group.members for group in groups if group is not None)


def may_acknowledge(person: Staff, case: Case, directory: Directory) -> bool:
    """Take a case: members of its groups, duty managers and admins."""
    return person.active and (person.role in _MANAGERS or responsible_for(person, case, directory))


def may_assign(person: Staff, case: Case, directory: Directory) -> bool:
    """Give a case to somebody by name: duty managers, admins, and the leads of its groups."""
    groups = (directory.group_by_id.get(group) for group in case.groups)
    leads = any(group is not None and group.lead == person.id for group in groups)
    return person.active and (person.role in _MANAGERS or leads)


def may_call_more(person: Staff, case: Case, directory: Directory) -> bool:
    """Have more people asked to take a case, or to help with it: its reporter, and everybody who may take it."""
    return may_see(person, case, directory)


def may_resolve(person: Staff, case: Case, directory: Directory) -> bool:
    """Close a case: whoever took it or is in charge of it, duty managers and admins."""
    theirs = person.id in (case.acknowledged_by, case.team.commander)
    return person.active and (person.role in _MANAGERS or theirs)


def may_grade(person: Staff, case: Case, directory: Directory) -> bool:
    """Grade an incident, say what it is about, call several groups together: whoever took it, managers, leads."""
    return may_assign(person, case, directory) or (person.active and case.acknowledged_by == person.id)


def may_stop_clock(person: Staff, case: Case) -> bool:
    """Stop a case's clocks, and let them go on: whoever took it, duty managers and admins."""
    return person.active and (person.role in _MANAGERS or case.acknowledged_by == person.id)


def may_give_update(person: Staff, case: Case) -> bool:
    """Say how a case stands, to everybody who was told of it: whoever took it or has a role in it, and managers."""
    has_it = case.acknowledged_by == person.id or bool(case.team.roles_of(person.id))
    return person.active and (person.role in _MANAGERS or has_it)


def may_direct(person: Staff, case: Case) -> bool:
    """Choose an emergency's level, give out roles, write to all: whoever is in charge, duty managers, admins."""
    return person.active and (person.role in _MANAGERS or case.team.commander == person.id)


def may_call_roll(person: Staff, case: Case) -> bool:
    """Ask everybody at a site whether they are safe, and end that: who may direct it, and who has a role in it."""
    return may_direct(person, case) or (person.active and bool(case.team.roles_of(person.id)))


def may_count(person: Staff, case: Case, directory: Directory) -> bool:
    """See who is missing and say of somebody where they are: everybody who may take it, or takes part."""
    return may_acknowledge(person, case, directory) or (person.active and case.team.takes_part(person.id))


def may_call_off(person: Staff, case: Case) -> bool:
    """Say that an emergency is a false alarm: those who may direct it."""
    return may_direct(person, case)


def may_merge(person: Staff, case: Case, directory: Directory) -> bool:
    """Say that it is about the same matter as another case: its reporter, and everybody who may take it."""
    return person.active and (case.reporter == person.id or may_acknowledge(person, case, directory))


def may_decide(person: Staff, review: JointReview) -> bool:
    """Decide a joint review, or call it off: whoever leads it, duty managers and admins."""
    return person.active and (person.role in _MANAGERS or person.id == review.lead)


def may_speak_for(person: Staff, group: Group) -> bool:
    """Say what a group thinks: its members and its lead."""
    return person.active and (person.id in group.members or person.id == group.lead)


def may_see(person: Staff, case: Case, directory: Directory) -> bool:
    """See what was reported: who deals with it (`deals_with`), and the groups that are asked to review it."""
    groups = (directory.group_by_id.get(group) for group in case.reviewing)
    asked = any(group is not None and may_speak_for(person, group) for group in groups)
    return deals_with(person, case, directory) or (person.active and asked)


def deals_with(person: Staff, case: Case, directory: Directory) -> bool:
    """Read in chat whom a case is about: whoever reported it or takes part, and everybody who may take it."""
    concerned = person.id in (case.reporter, *case.also) or case.team.takes_part(person.id)
    return person.active and (concerned or may_acknowledge(person, case, directory))


def may_see_personal(person: Staff, case: Case, directory: Directory) -> bool:
    """See who a case is about, and their numbers, in a document that can be passed on.

    Its reporter, who knows them already, whoever is in charge, and everybody who may take the case.
    """
    theirs = person.id in (case.reporter, case.team.commander)
    return person.active and (theirs or may_acknowledge(person, case, directory))


def may_note(person: Staff, case: Case, directory: Directory, chat: int | None = None) -> bool:
    """Add to a case: everybody who may see it, and staff who read its card in a group's chat (number `chat`)."""
    group = directory.group_by_chat.get(chat) if chat is not None else None
    here = group is not None and (group.id in case.groups or group.id in case.reviewing)
    return may_see(person, case, directory) or (person.active and here)


def may_teach(person: Staff, owner: str, directory: Directory) -> bool:
    """Say which phrases find a playbook: admins, and members of the group that is its `owner` (its id or a name)."""
    groups = (group for group in directory.groups if owner == group.id or owner in group.name.root.values())
    return person.active and (person.role is Role.ADMIN or any(person.id in group.members for group in groups))


def may_stand_in(person: Staff, group: Group) -> bool:
    """Take over, hand over and swap the duty of a group: its members, whom its alerts reach anyway."""
    return person.active and person.id in group.members


def may_see_open(person: Staff, group: Group) -> bool:
    """See what is open for a group: its members, duty managers and admins."""
    return person.active and (person.role in _MANAGERS or person.id in group.members)


def may_see_all_open(person: Staff) -> bool:
    """See what is open for everybody: duty managers and admins, who may take any case."""
    return person.active and person.role in _MANAGERS


def may_change(person: Staff, case: Case) -> bool:
    """Change the answers: the reporter, until the case is closed."""
    return person.active and case.reporter == person.id and case.status in (Status.OPEN, Status.ACKNOWLEDGED)


def may_examine(person: Staff) -> bool:
    """Hear what is wrong with the set-up: admins."""
    return person.active and person.role is Role.ADMIN


def may_plan_drills(person: Staff) -> bool:
    """Plan drills: trainers and admins. Who plans one directs it, and can let others lead it, too."""
    return person.active and person.role in (Role.TRAINER, Role.ADMIN)


def may_see_readings(person: Staff) -> bool:
    """See who has read what is new in playbooks: duty managers and admins."""
    return person.active and person.role in _MANAGERS


def may_invite(person: Staff) -> bool:
    """Make invitation links: admins."""
    return person.active and person.role is Role.ADMIN


def may_work(person: Staff, case: Case, directory: Directory, chat: int | None = None) -> bool:
    """Work on a case's checklist: everybody who may add to it, and whoever takes part."""
    return may_note(person, case, directory, chat) or (person.active and case.team.takes_part(person.id))


def may_add_action(person: Staff, case: Case, directory: Directory) -> bool:
    """Agree what is to be put right after a case: whoever is in charge of it, managers, its groups' leads."""
    return may_resolve(person, case, directory) or may_assign(person, case, directory)


def may_steer_action(person: Staff, action: Action, directory: Directory) -> bool:
    """Agree another day or owner, or drop it: who made it, its owner's lead, duty managers, admins."""
    leads = any(lead.id == person.id for lead in leads_of(action, directory))
    return person.active and (person.role in _MANAGERS or leads or action.made_by == person.id)


def may_settle_action(person: Staff, action: Action, directory: Directory) -> bool:
    """Say that it is done: its owner, a member of the group it was given to, and who may steer it."""
    return (person.active and concerns(action, person, directory)) or may_steer_action(person, action, directory)


def may_see_action(person: Staff, action: Action, case: Case | None, directory: Directory) -> bool:
    """See what is to be put right: who may settle it, and who may see its case."""
    return may_settle_action(person, action, directory) or (case is not None and may_see(person, case, directory))
