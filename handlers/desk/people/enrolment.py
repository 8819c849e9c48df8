"""How people come in: by invitation link, or at once where enrolment is open. Strangers learn nothing."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.desk.editions.reading import ask_person
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.events import Commanded, Inbound, Sender
from handlers.house import House
from handlers.people import Directory, Role, Staff
from handlers.ports import Invitation, UnitOfWork
from handlers.rights import may_invite
from playbooks.model import Kind

#: A stranger is answered once in this time, so that nobody can make us talk; who wants to raise an alarm, sooner.
QUIET, QUIET_IN_DANGER = timedelta(hours=1), timedelta(minutes=1)
NAME = 100  # characters of a stranger's own name that are kept

_JOINER = "\u200d"  # holds several pictures together as one
_BLANK = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")  # letters and signs that nobody can see

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue")


def token_hash(token: str) -> str:
    """What is stored of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def language_for(code: str | None, directory: Directory) -> str:
    """Our language for the one somebody's app is set to; the organisation's first when it does not say."""
    if not code:
        return directory.languages[0]
    lower = code.lower().replace("_", "-")
    if lower.startswith(_TRADITIONAL):
        return "zh-Hant"
    for start, language in (("zh", "zh-Hans"), ("pt", "pt"), ("en", "en")):
        if lower.split("-")[0] == start:
            return language
    return "en" if "en" in directory.languages else directory.languages[0]


def enrol_stranger(inbound: Inbound, uow: UnitOfWork, house: House, session: Session) -> Visit:
    """Lets a stranger in if they may come in; else a neutral line, at most once an hour.

    The visit that is returned is `known` when the turn should go on to serve them.
    """
    visit = Visit(inbound, uow, house, _stranger(inbound, uow.directory), uow.directory, session, known=False)
    sender, token = inbound.sender, _token(inbound)
    if sender is None:
        return visit
    invitation = _valid(uow, token) if token else None
    if invitation is not None:
        _join(visit, sender, _invited(visit, sender, invitation))
        uow.keep_invitation(replace(invitation, used_by=visit.staff.id, used_at=uow.now))
    elif house.enrolment == "open" and not _was_shown_out(visit, sender):
        _join(visit, sender, _newcomer(visit, sender, Role.STAFF, ()))
    else:
        _turn_away(visit, tried=bool(token))
    return visit


def _stranger(inbound: Inbound, directory: Directory) -> Staff:
    code = inbound.sender.language if inbound.sender else None
    return Staff("", "", Role.STAFF, language=language_for(code, directory))


def _token(inbound: Inbound) -> str:
    event = inbound.event
    token = event.argument.strip() if isinstance(event, Commanded) and event.name == "start" else ""
    return "" if token in tuple(Kind) else token


def _raises_alarm(inbound: Inbound) -> bool:
    event = inbound.event
    return isinstance(event, Commanded) and Kind.EMERGENCY.value in (event.name, event.argument.strip())


def _valid(uow: UnitOfWork, token: str) -> Invitation | None:
    hashed = token_hash(token)
    found = uow.invitation(hashed)
    if found is None or not hmac.compare_digest(found.token_hash, hashed):
        return None
    listed = uow.directory.staff_by_id.get(found.staff or "")
    gone = found.staff is not None and (listed is None or not listed.active)
    if gone or not _still_stands_for_it(uow, found.made_by):
        return None
    return None if found.used_by is not None or uow.now >= found.expires_at else found


def _still_stands_for_it(uow: UnitOfWork, made_by: str | None) -> bool:
    """Whether whoever made the link may still invite: an admin who left must not come back by one made before."""
    maker = uow.directory.staff_by_id.get(made_by or "")
    return made_by is None or (maker is not None and may_invite(maker))


def _was_shown_out(visit: Visit, sender: Sender) -> bool:
    """Whether they were on the list and were taken off it; only an invitation lets them back in."""
    return any(person.telegram == sender.account for person in visit.directory.staff)


def _invited(visit: Visit, sender: Sender, invitation: Invitation) -> Staff:
    """Who the invitation makes of its bearer: somebody of the list, who now has an account, or somebody new."""
    listed = visit.directory.staff_by_id.get(invitation.staff or "")
    if listed is not None:
        return replace(listed, telegram=sender.account, reachable=True)
    return _newcomer(visit, sender, invitation.role, (invitation.site,) if invitation.site else ())


def _newcomer(visit: Visit, sender: Sender, role: Role, sites: tuple[str, ...]) -> Staff:
    before = next((p for p in visit.directory.staff if p.telegram == sender.account), None)
    return Staff(
        id=before.id if before else visit.uow.new_id(),
        name=seen_name(sender.name)[:NAME] or str(sender.account),
        role=role,
        language=visit.staff.language,
        telegram=sender.account,
        sites=sites,
    )


def seen_name(name: str) -> str:
    """A name as it is seen: without what takes no room or turns the text around it, which stands on others' cards."""
    seen = (char if char.isprintable() or char == _JOINER else " " if char.isspace() else "" for char in name)
    return " ".join("".join(seen).translate(_BLANK).split()).strip(_JOINER)


def _join(visit: Visit, sender: Sender, person: Staff) -> None:
    """From now on, and already in this turn, the sender is `person`."""
    visit.uow.keep_staff(person)
    others = tuple(other for other in visit.directory.staff if other.id != person.id)
    visit.directory = replace(visit.directory, staff=(*others, person))
    visit.staff, visit.known, visit.session = person, True, Session(tag="")
    visit.tell(visit.say("Welcome, {name}. /language changes the language.", name=person.name))
    ask_person(visit, person)


def _turn_away(visit: Visit, tried: bool) -> None:
    visit.toast()
    quiet = QUIET_IN_DANGER if _raises_alarm(visit.inbound) else QUIET
    told, now = visit.session.desk.get("told"), visit.uow.now
    if told is not None and now - datetime.fromisoformat(told) < quiet:
        return
    visit.remember(told=now.isoformat())
    say = visit.say
    if tried:
        visit.tell(say("This link does not work any more. Please ask your manager for a new one."))
        return
    # TRANSLATORS: To somebody who is not on the list of staff, whatever they wrote; it may be an emergency.
    alone = say("In danger? Call for help yourself: nobody reads what you write here.")
    ask = say("Please ask your manager for an invitation link, then open it here.")
    visit.tell(f"{alone}\n{ask}")
