"""/invite [role] [site] or /invite STAFF: an admin makes an invitation link in chat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.desk.people.enrolment import token_hash
from handlers.desk.visit import Visit
from handlers.people import Directory, Role
from handlers.ports import Invitation
from handlers.rights import may_invite
from playbooks.locale_format import series

VALID = timedelta(hours=72)


def invite(visit: Visit, argument: str) -> None:
    """Makes a link for one person: somebody of the list, or somebody new with the role and site that are named."""
    say = visit.say
    if not may_invite(visit.staff):
        visit.tell(say("Only admins can invite people."))
        return
    asked = read_request(argument, visit.directory)
    if asked is None:
        roles = series([role.value for role in Role], say.language)
        visit.tell(say("Write /invite, then a role ({roles}), then a site if it is for one site only.", roles=roles))
        return
    if visit.house.new_token is None:
        visit.tell(say("Links cannot be made here. Use the command line: muster invite"))
        return
    token = visit.house.new_token()
    until = visit.uow.now + VALID
    invitation = Invitation(token_hash(token), asked.role, asked.site, until, visit.staff.id, staff=asked.staff)
    visit.uow.keep_invitation(invitation)
    visit.tell(say("One person can join with this, within 72 hours:") + "\n" + link(visit.house.bot_username, token))


def link(username: str | None, token: str) -> str:
    """What the invited person opens, or types where there are no links."""
    return f"https://t.me/{username}?start={token}" if username else f"/start {token}"


@dataclass(frozen=True, slots=True)
class Request:
    """Who is invited: `staff`, an id of the list, or somebody new."""

    role: Role = Role.STAFF
    site: str | None = None
    staff: str | None = None


def read_request(argument: str, directory: Directory) -> Request | None:
    """What is asked for; None when a word is neither a role nor a site nor somebody of the list."""
    asked = Request()
    for word in argument.split():
        if word in tuple(Role):
            asked = replace(asked, role=Role(word))
        elif word in directory.site_by_id:
            asked = replace(asked, site=word)
        elif (person := directory.staff_by_id.get(word)) is not None and person.active:
            asked = Request(person.role, None, person.id)
        else:
            return None
    return asked
