"""/invite [role] [site]: an admin makes an invitation link in chat."""

from __future__ import annotations

from datetime import timedelta

from handlers.desk.enrolment import token_hash
from handlers.desk.visit import Visit
from handlers.people import Directory, Role
from handlers.ports import Invitation
from handlers.rights import may_invite

VALID = timedelta(hours=72)


def invite(visit: Visit, argument: str) -> None:
    """Makes a link for one person, for the role and site that are named (staff, and every site, without)."""
    say = visit.say
    if not may_invite(visit.staff):
        visit.tell(say("Only admins can invite people."))
        return
    asked = read_request(argument, visit.directory)
    if asked is None:
        roles = ", ".join(role.value for role in Role)
        visit.tell(say("Write /invite, then a role ({roles}), then a site if it is for one site only.", roles=roles))
        return
    if visit.house.new_token is None:
        visit.tell(say("Links cannot be made here. Use the command line: muster invite"))
        return
    token = visit.house.new_token()
    role, site = asked
    until = visit.uow.now + VALID
    visit.uow.keep_invitation(Invitation(token_hash(token), role, site, until, visit.staff.id))
    visit.tell(
        say("One person can come in with this, within 72 hours:") + "\n" + link(visit.house.bot_username, token)
    )


def link(username: str | None, token: str) -> str:
    """What the invited person opens, or types where there are no links."""
    return f"https://t.me/{username}?start={token}" if username else f"/start {token}"


def read_request(argument: str, directory: Directory) -> tuple[Role, str | None] | None:
    """The role and site that are asked for; None when a word is neither."""
    role, site = Role.STAFF, None
    for word in argument.split():
        if word in tuple(Role):
            role = Role(word)
        elif word in directory.site_by_id:
            site = word
        else:
            return None
    return role, site
