"""Who hears of an action: its owner, whoever leads them, whoever made it. A group hears in its chat if it has one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.actions import Action, leads_of, owners_of
from handlers.alerts.addressing import Recipient, chats_of
from handlers.delivery import Lane, Notice
from handlers.desk.actions.words import action_message
from handlers.desk.visit import Visit
from handlers.people import Staff
from playbooks.phrases import Phrases, phrases

Words = Callable[[Phrases], str]


def tell_owner(visit: Visit, action: Action, words: Words) -> bool:
    """To whoever is to do it: somebody privately, a group in its chat, or each of its members. False: to nobody."""
    group = visit.directory.group_by_id.get(action.owner.group or "")
    chats = chats_of([group], visit.directory) if group is not None else []
    recipients = chats or privately(reached_owners(visit, action))
    for recipient in recipients:
        tell(visit, action, recipient, words)
    return bool(recipients)


def reached_owners(visit: Visit, action: Action) -> list[Staff]:
    """Those of its owners who can be told: they have an account, and a bot of ours gets through to them."""
    other_bot = visit.house.alert_bot != visit.house.staff_bot
    people = owners_of(action, visit.directory)
    return [person for person in people if person.telegram is not None and (person.reachable or other_bot)]


def tell_leads(visit: Visit, action: Action, words: Words) -> None:
    """To whoever leads its owner."""
    for recipient in privately(leads_of(action, visit.directory)):
        tell(visit, action, recipient, words)


def tell_maker(visit: Visit, action: Action, words: Words) -> None:
    """To whoever agreed it with its owner, unless they are doing this themselves."""
    maker = visit.directory.staff_by_id.get(action.made_by)
    if maker is not None and maker.active and maker.id != visit.staff.id:
        for recipient in privately([maker]):
            tell(visit, action, recipient, words)


def privately(people: Iterable[Staff]) -> list[Recipient]:
    """The private chats of those who have one."""
    return [Recipient(p.telegram, p.language, staff=p.id) for p in people if p.telegram is not None]


def tell(visit: Visit, action: Action, recipient: Recipient, words: Words) -> None:
    """The action as it stands, under `words`; one that still waits for the chat gives way to it."""
    say = phrases(recipient.language)
    person = visit.directory.staff_by_id.get(recipient.staff or "")
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.house.alert_bot if person is None or person.reachable else visit.house.staff_bot,
            recipient.chat,
            action_message(visit, action, say, words(say)),
            lane=Lane.ROUTINE,
            case=action.case,
            staff=recipient.staff,
            key=f"action:{action.id}:{recipient.chat}",
            language=recipient.language,
        )
    )
